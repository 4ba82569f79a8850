package site

import "testing"

// TestAddressesAreNamedInAFewWords: what stands on a page for a source without a title.
func TestAddressesAreNamedInAFewWords(t *testing.T) {
	for address, want := range map[string]string{
		"https://www.rfc-editor.org/rfc/rfc7605#section-7.8":  "RFC 7605, section 7.8",
		"https://www.rfc-editor.org/rfc/rfc6335":              "RFC 6335",
		"https://www.iana.org/":                               "iana.org",
		"https://docs.kernel.org/networking/ip-sysctl.html":   "docs.kernel.org: ip-sysctl",
		"https://github.com/redis/redis/blob/HEAD/redis.conf": "redis/redis",
		"https://learn.microsoft.com/en-us/troubleshoot/windows-server/networking/service-overview-and-network-port-requirements": "learn.microsoft.com: service-overview-and-network…",
		"https://host.example/averylongnamewithoutanyplacetocutitatall":                                                           "host.example: averylongnamewithoutanyplacetocutitatall",
	} {
		if got := sourceTitle(address); got != want {
			t.Errorf("%s is called %q, want %q", address, got, want)
		}
	}
}
