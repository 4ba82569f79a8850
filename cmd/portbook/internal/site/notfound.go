package site

import "strings"

// A NotFoundPage is what a host shows at an address that does not exist: templates/notfound.html. Its
// script reads the address and says what may have been meant.
type NotFoundPage struct {
	Head    Head
	Title   Text
	Body    Text
	Ending  string // what follows the number in the address of a port: "" or ".html"
	Folders string // of locales, with the ports that each has: "tl 0-1023,3306|fr 0-65535"
}

func (s *Site) notFoundPage(head Head, title, body Text) *NotFoundPage {
	var folders []string
	for _, loc := range s.locales {
		if loc.Folder != "" {
			folders = append(folders, strings.TrimSuffix(loc.Folder, "/")+" "+loc.Published.String())
		}
	}
	return &NotFoundPage{Head: head, Title: title, Body: body, Ending: s.links.portSuffix(), Folders: strings.Join(folders, "|")}
}
