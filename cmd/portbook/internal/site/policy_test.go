package site

import (
	"strings"
	"testing"

	"github.com/portbook/portbook/cmd/portbook/internal/content"
	"github.com/portbook/portbook/cmd/portbook/internal/site/view"
)

// TestThePolicyAllowsThisSiteOnly, and the place that feedback goes to.
func TestThePolicyAllowsThisSiteOnly(t *testing.T) {
	for endpoint, host := range map[string]string{"": "", "https://form.example/f/1?x": "https://form.example", "https://form.example": "https://form.example"} {
		s := &Site{common: &view.Common{BasePath: "/x/", Content: new(content.Content)}}
		s.common.Content.Config.Feedback.Source = endpoint
		policy := s.Policy()
		for _, part := range []string{"default-src 'none'", "style-src 'self'", "script-src 'self'", "form-action 'self'", "base-uri 'none'"} {
			if !strings.Contains(policy, part) {
				t.Errorf("feedback %q: the policy %q lacks %q", endpoint, policy, part)
			}
		}
		if strings.Contains(policy, "unsafe") || strings.Contains(policy, "*") {
			t.Errorf("the policy allows too much: %q", policy)
		}
		if got := strings.Count(policy, "https://form.example"); host != "" && got != 2 || host == "" && got != 0 {
			t.Errorf("feedback %q: %d sources in %q", endpoint, got, policy)
		}
		if strings.Contains(policy, "/f/1") {
			t.Errorf("the policy names a path: %q", policy)
		}
		if headers := s.headers(); !strings.HasPrefix(headers, "/x/*\n") || !strings.Contains(headers, policy+"; frame-ancestors 'none'\n") {
			t.Errorf("the headers do not hold the policy: %q", headers)
		}
	}
}
