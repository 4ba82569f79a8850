package content

import (
	"slices"
	"unicode/utf8"
)

// Titles and answers name the software that is known to use a port without being registered for it: whoever looks for
// 25565 looks for Minecraft.

// roomForUses is how many characters of names a title has room for.
const roomForUses = 28

// uses spells out, for each port, the names of software for which the registry does not name it: as many as there is
// room for, at least one, and a word for the others.
func (f *Facts) uses(w *Words) map[int]string {
	uses := map[int]string{}
	for port, rows := range f.Uses {
		var names []string
		for _, u := range rows {
			if name := u.Cells["name"]; u.Cells["relation"] != "same" && !slices.Contains(names, name) {
				names = append(names, name)
			}
		}
		if len(names) > 0 {
			uses[port] = w.enumeration(fitting(names, w.Text("others")))
		}
	}
	return uses
}

func fitting(names []string, others string) []string {
	length := utf8.RuneCountInString(names[0])
	for i, name := range names[1:] {
		if length += len(", ") + utf8.RuneCountInString(name); length > roomForUses {
			return append(names[:i+1], others)
		}
	}
	return names
}
