package main
import (
 _ "github.com/yuin/goldmark"
 _ "github.com/alecthomas/chroma/v2"
 _ "github.com/fsnotify/fsnotify"
 _ "github.com/alecthomas/kong"
 _ "github.com/goccy/go-yaml"
 _ "github.com/chromedp/chromedp"
)
func main(){}
