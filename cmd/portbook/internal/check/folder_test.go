package check

import (
	"bytes"
	"context"
	"os"
	"strings"
	"testing"

	"github.com/portbook/portbook/cmd/portbook/internal/publish"
	"github.com/portbook/portbook/cmd/portbook/internal/registry"
	"github.com/portbook/portbook/cmd/portbook/internal/site"
)

// builtSite builds the quiet tiny site, some of its port pages, into public.
func builtSite(t *testing.T, base, links string) *site.Site {
	t.Helper()
	in := tinySite(t)
	in.BaseURL, in.Links = base, links
	in.Ports, _ = registry.ParsePorts("0-12,65535")
	s, faults := site.Load(in)
	if len(faults) > 0 {
		t.Fatal(faults)
	}
	if _, err := publish.Write(context.Background(), "public", publish.Source{Paths: s.Paths(), NewPrinter: s.NewPrinter}, publish.Options{}); err != nil {
		t.Fatal(err)
	}
	whole, _ := site.Load(site.Inputs{Registry: in.Registry, Content: in.Content, Templates: in.Templates, Static: in.Static, BaseURL: base, Links: links})
	return whole
}

// TestABuiltFolderIsInOrder, whatever its links look like; that only a part was built is said once.
func TestABuiltFolderIsInOrder(t *testing.T) {
	for _, links := range []string{"clean", "html"} {
		for _, base := range []string{"", "https://you.example/a/b/"} {
			t.Run(links+" "+base, func(t *testing.T) {
				const want = "warning: public/ports/100.html: was not built; the same holds for 65521 others (build the whole site before you publish it)\n"
				if got := folderFindings(t, builtSite(t, base, links), nil); got != want {
					t.Errorf("got\n%s\nwant\n%s", got, want)
				}
			})
		}
	}
}

func folderFindings(t *testing.T, s *site.Site, host *Host) string {
	t.Helper()
	found, err := Folder("public", s, host)
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := Print(&b, Text, found); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// TestSpoiltFoldersAreSeenThrough: each change of a built folder is reported, once, with the file.
func TestSpoiltFoldersAreSeenThrough(t *testing.T) {
	s := builtSite(t, "https://you.example/a/", "clean")
	change := func(file, old, new string) {
		t.Helper()
		src, err := os.ReadFile(file)
		if err != nil || !bytes.Contains(src, []byte(old)) {
			t.Fatalf("%s does not hold %q (%v)", file, old, err)
		}
		writeFile(t, file, bytes.Replace(src, []byte(old), []byte(new), 1))
	}
	for _, page := range []string{"public/about.html", "public/index.html"} {
		change(page, "</h1>", "</h1>\n<a href=/a/none>x</a>")
	}
	change("public/404.html", "</h1>", `</h1><a href="/elsewhere">x</a> <a href="/a/about#wy">x</a> <a href="#gone">x</a> <img src="/a/assets/x.png">`)
	writeFile(t, "public/CNAME", []byte("you.example"))
	if err := os.Remove("public/ports/2.html"); err != nil {
		t.Fatal(err)
	}
	change("public/.portbook", " complete ", " building ")
	got := folderFindings(t, s, nil)
	for _, want := range []string{
		"public: the latest build did not come to its end (build again)\n",
		"public/ports/2.html: is missing though the latest build wrote it (build again)\n",
		"warning: public/CNAME: was not written by portbook (it will be published with the rest)\n",
		": the link /a/none leads to nothing in this folder, here and on 1 other pages\n",
		": the link /elsewhere leads to nothing in this folder\n",
		": the link /a/about#wy leads to nothing in this folder\n",
		": the link #gone leads to nothing in this folder\n",
		": the link /a/assets/x.png leads to nothing in this folder\n",
	} {
		if strings.Count(got, want) != 1 {
			t.Errorf("%q is not said once in\n%s", want, got)
		}
	}
	if n := strings.Count(got, "\n"); n != 9 { // and that a part was not built
		t.Errorf("%d findings:\n%s", n, got)
	}
}

func TestHostsRefuseWhatIsTooMuch(t *testing.T) {
	s := builtSite(t, "", "clean")
	for _, c := range []struct {
		host Host
		want string
	}{
		{Host{Name: "h", Bytes: 1e9, Files: 1e6, Entries: 1e6, FileSize: 1e9, Cheap: 1e6}, ""},
		{Host{Name: "h", Bytes: 1}, "are too much for h"},
		{Host{Name: "h", Files: 10}, "files are too many for h, which takes 10"},
		{Host{Name: "h", Cheap: 10}, "warning: public: "},
		{Host{Name: "h", Entries: 10}, "files and folders are too many for h, which takes 10"},
		{Host{Name: "h", FileSize: 10}, "are too much for a file on h"},
	} {
		got := folderFindings(t, s, &c.host)
		if c.want == "" && strings.Count(got, "\n") != 1 || !strings.Contains(got, c.want) {
			t.Errorf("%+v: it says\n%s", c.host, got)
		}
	}
	for _, h := range Hosts {
		if h.Name == "" || !isWebAddress(h.Source) {
			t.Errorf("%+v has no name or no source", h)
		}
	}
}

// TestAForeignFolderIsNotJudged by its files: it says only that it is not ours.
func TestAForeignFolderIsNotJudged(t *testing.T) {
	s, _ := site.Load(tinySite(t))
	writeFile(t, "public/index.html", []byte("<p>Hello\n"))
	if got := folderFindings(t, s, nil); got != "public: portbook did not build this folder (name another one with --out, or build it)\n" {
		t.Errorf("it says\n%s", got)
	}
	found, err := Folder("no-such-folder", s, nil)
	if err != nil || len(found) != 1 || found[0].Level != Error || !strings.HasPrefix(found[0].Error(), "no-such-folder: there is no such folder (build ") {
		t.Errorf("of a missing folder it says %v (%v)", found, err)
	}
}
