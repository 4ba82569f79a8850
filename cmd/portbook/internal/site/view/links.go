package view

import "strings"

// LinkStyle is how links inside the site look.
type LinkStyle string

const (
	// CleanLinks lead to /ports/855: for hosts that find 855.html themselves.
	CleanLinks LinkStyle = "clean"
	// HTMLLinks are relative and lead to 855.html or index.html: for a folder opened from disk.
	HTMLLinks LinkStyle = "html"
)

// A page's path is its address without the root: "ports/855", "ports/", "about", "" for home.
// Paths of assets have an ending: "assets/style.css".

// FileOf returns the file that holds the page of a path: "ports/855.html", "ports/index.html".
func FileOf(path string) string {
	if path == "" || strings.HasSuffix(path, "/") {
		return path + "index.html"
	}
	return path + ".html"
}

// Shown returns the path as it stands in links; a fragment (#id) stays behind it.
func (s LinkStyle) Shown(path string) string {
	if s == CleanLinks || IsAsset(path) {
		return path
	}
	page, id, found := strings.Cut(path, "#")
	if found {
		return FileOf(page) + "#" + id
	}
	return FileOf(page)
}

// PortSuffix is what follows a port's number in links to its page.
func (s LinkStyle) PortSuffix() string {
	if s == CleanLinks {
		return ""
	}
	return ".html"
}

// IsAsset reports whether a path is that of a file which is no page.
func IsAsset(path string) bool {
	file, _, _ := strings.Cut(path, "#")
	return strings.Contains(file[strings.LastIndexByte(file, '/')+1:], ".")
}

// rootFor returns what stands before every path in the links of a page: the base path, or, for
// relative links, the way up from the page's folder.
func (s LinkStyle) rootFor(path, basePath string) string {
	if s == CleanLinks {
		return basePath
	}
	return strings.Repeat("../", strings.Count(path, "/"))
}
