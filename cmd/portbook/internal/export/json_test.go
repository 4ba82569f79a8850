package export_test

import (
	"encoding/json"
	"testing"
)

// TestEmptyMembersAreLeftOut, so that an object says what is known and nothing else.
func TestEmptyMembersAreLeftOut(t *testing.T) {
	_, raw := facts(t)
	for port, line := range raw {
		var object map[string]any
		if err := json.Unmarshal([]byte(line), &object); err != nil {
			t.Fatal(err)
		}
		for name, value := range object {
			if holdsNothing(value) {
				t.Errorf("port %d: %s holds something empty: %v", port, name, value)
			}
		}
	}
}

// holdsNothing reports whether a value is empty, or one within it.
func holdsNothing(value any) bool {
	switch value := value.(type) {
	case nil:
		return true
	case bool:
		return !value
	case string:
		return value == ""
	case []any:
		for _, v := range value {
			if holdsNothing(v) {
				return true
			}
		}
		return len(value) == 0
	case map[string]any:
		for _, v := range value {
			if holdsNothing(v) {
				return true
			}
		}
		return len(value) == 0
	}
	return false
}
