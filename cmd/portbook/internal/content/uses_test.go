package content_test

import (
	"strings"
	"testing"
)

// TestNamesThatFitAreListed: as many as there is room for, at least one.
func TestNamesThatFitAreListed(t *testing.T) {
	for names, want := range map[string]string{
		"Flask":        "Flask",
		"Flask|MLflow": "Flask and MLflow",
		"A|B|C":        "A, B and C",
		"Flask|MLflow|Some software with a long name":  "Flask, MLflow and others",
		"Some software with a very long name|MLflow|A": "Some software with a very long name and others",
	} {
		c := readWithoutFaults(t, map[string]string{
			"facts/defacto.csv": "name,port,source\n" + strings.ReplaceAll(names, "|", ",7,https://a/\n") + ",7,https://a/\n",
		})
		if got := c.Locales[0].Uses[7]; got != want {
			t.Errorf("%s: %q, want %q", names, got, want)
		}
	}
}
