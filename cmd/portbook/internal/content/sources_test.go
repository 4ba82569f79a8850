package content_test

import (
	"testing"

	"github.com/portbook/portbook/cmd/portbook/internal/content"
)

func TestSourcesAreNamedAfterTheirAddress(t *testing.T) {
	for address, want := range map[string]string{
		"https://www.rfc-editor.org/rfc/rfc6335":                            "RFC 6335",
		"https://www.rfc-editor.org/rfc/rfc7605#section-7.8":                "RFC 7605, section 7.8",
		"https://www.rfc-editor.org/rfc/rfc793#page-4":                      "RFC 793",
		"https://docs.kernel.org/networking/ip-sysctl.html":                 "docs.kernel.org: ip-sysctl",
		"https://www.example.org/":                                          "example.org",
		"https://www.example.org":                                           "example.org",
		"https://example.org/a/b/":                                          "example.org: b",
		"https://github.com/freebsd/freebsd-src/blob/main/sys/netinet/in.h": "freebsd/freebsd-src: in",
		"https://github.com/owner/name":                                     "owner/name",
		"https://www.rfc-editor.org/errata/eid1":                            "rfc-editor.org: eid1",
		"https://fetch.spec.whatwg.org/#port-blocking":                      "fetch.spec.whatwg.org",
		"%zz": "%zz",
		"https://learn.microsoft.com/en-us/windows-server/netsh?view=server-1": "learn.microsoft.com: netsh",
		"https://www.iana.org/":                               "iana.org",
		"https://github.com/redis/redis/blob/HEAD/redis.conf": "redis/redis",
		"https://learn.microsoft.com/en-us/troubleshoot/windows-server/networking/service-overview-and-network-port-requirements": "learn.microsoft.com: service-overview-and-network…",
		"https://host.example/averylongnamewithoutanyplacetocutitatall":                                                           "host.example: averylongnamewithoutanyplacetocutitatall",
	} {
		if got := content.NewSource("", address); got.Title != want || got.URL != address {
			t.Errorf("%s is named %q, want %q", address, got.Title, want)
		}
	}
	if got := content.NewSource("A title", "https://a.example/"); got.Title != "A title" {
		t.Errorf("the title given is lost: %q", got.Title)
	}
}
