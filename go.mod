module github.com/portbook/portbook

go 1.26.0

require (
	github.com/alecthomas/chroma/v2 v2.27.0
	github.com/alecthomas/kong v1.17.0
	github.com/goccy/go-yaml v1.19.2
	github.com/yuin/goldmark v1.8.7
	golang.org/x/sys v0.49.0
)

require github.com/dlclark/regexp2/v2 v2.2.1 // indirect
