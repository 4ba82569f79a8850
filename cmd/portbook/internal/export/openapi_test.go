package export_test

import (
	"bytes"
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/getkin/kin-openapi/openapi3filter"
	"github.com/getkin/kin-openapi/routers"

	"github.com/portbook/portbook/cmd/portbook/internal/site"
)

func openAPI(t *testing.T, s *site.Site) *openapi3.T {
	t.Helper()
	doc, err := openapi3.NewLoader().LoadFromData([]byte(file(t, s, "api/v1/openapi.json")))
	if err == nil {
		err = doc.Validate(t.Context())
	}
	if err != nil {
		t.Fatal(err)
	}
	return doc
}

// serve serves the files of a site as a plain web server does.
func serve(t *testing.T, s *site.Site) *httptest.Server {
	t.Helper()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		i, ok := s.Find(strings.TrimPrefix(r.URL.Path, s.BasePath()))
		if !ok {
			http.NotFound(w, r)
			return
		}
		w.Header().Set("Content-Type", mediaType(r.URL.Path))
		_, _ = w.Write(s.NewWorker()(i, nil))
	}))
	t.Cleanup(server.Close)
	return server
}

// mediaType is what servers say of the files of the API.
func mediaType(path string) string {
	for ending, mediaType := range map[string]string{".json": "application/json", ".ndjson": "application/x-ndjson", ".csv": "text/csv"} {
		if strings.HasSuffix(path, ending) {
			return mediaType
		}
	}
	return "text/plain"
}

// TestOpenAPIDescribesTheFiles: the document is valid, each of its paths has an answer as it describes, and
// it knows every file of the API.
func TestOpenAPIDescribesTheFiles(t *testing.T) {
	s := wholeSite(t)
	doc := openAPI(t, s)
	server := serve(t, s)
	if doc.OpenAPI != "3.1.0" || len(doc.Servers) != 1 || doc.Servers[0].URL+"/" != s.BaseURL() {
		t.Errorf("OpenAPI %s, servers %v", doc.OpenAPI, doc.Servers)
	}
	described := []string{"api/v1/openapi.json"} // does not describe itself
	for path := range doc.Paths.Map() {
		for _, shard := range []string{"0", "3", "255", "256"} {
			at := strings.ReplaceAll(path, "{shard}", shard)
			if err := answersAsDescribed(t, doc, server, path, at); err != nil {
				t.Errorf("%s: %v", at, err)
			}
		}
		described = append(described, strings.TrimPrefix(path, "/"))
	}
	for _, path := range s.Paths() {
		folder, below, _ := strings.Cut(path, "/")
		if strings.HasPrefix(below, "v1/ports/") {
			path = "api/v1/ports/{shard}.json"
		}
		if (folder == "api" || folder == "data") && !slices.Contains(described, path) {
			t.Errorf("%s is not described", path)
		}
	}
}

// answersAsDescribed asks the server and validates its answer.
func answersAsDescribed(t *testing.T, doc *openapi3.T, server *httptest.Server, path, at string) error {
	t.Helper()
	request, err := http.NewRequestWithContext(t.Context(), http.MethodGet, server.URL+at, nil)
	if err != nil {
		t.Fatal(err)
	}
	response, err := server.Client().Do(request)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	if err != nil {
		t.Fatal(err)
	}
	return isAsDescribed(t, doc, path, request, response, body)
}

// isAsDescribed validates an answer.
func isAsDescribed(t *testing.T, doc *openapi3.T, path string, request *http.Request, response *http.Response, body []byte) error {
	t.Helper()
	item := doc.Paths.Find(path)
	route := &routers.Route{Spec: doc, Path: path, PathItem: item, Method: http.MethodGet, Operation: item.Get}
	return openapi3filter.ValidateResponse(t.Context(), &openapi3filter.ResponseValidationInput{
		RequestValidationInput: &openapi3filter.RequestValidationInput{Request: request, Route: route},
		Status:                 response.StatusCode, Header: response.Header, Body: io.NopCloser(bytes.NewReader(body)),
		Options: &openapi3filter.Options{IncludeResponseStatus: true, ExcludeResponseBody: strings.HasPrefix(path, "/data/") || response.StatusCode == http.StatusNotFound},
	})
}

// TestOpenAPIRefusesOtherAnswers: the validation above can fail.
func TestOpenAPIRefusesOtherAnswers(t *testing.T) {
	doc := openAPI(t, wholeSite(t))
	const path = "/api/v1/index.json"
	request := httptest.NewRequest(http.MethodGet, path, nil)
	good := http.Header{"Content-Type": {"application/json"}}
	for name, c := range map[string]struct {
		response http.Response
		body     string
	}{
		"an empty object": {http.Response{StatusCode: 200, Header: good}, "{}"},
		"no JSON":         {http.Response{StatusCode: 200, Header: good}, "{"},
		"a page":          {http.Response{StatusCode: 200, Header: http.Header{"Content-Type": {"text/html"}}}, "<p>"},
		"a status":        {http.Response{StatusCode: 500, Header: good}, "{}"},
	} {
		if isAsDescribed(t, doc, path, request, &c.response, []byte(c.body)) == nil {
			t.Errorf("%s is accepted", name)
		}
	}
}

// TestOpenAPIFollowsTheSite to a base URL with a path, in both styles of links.
func TestOpenAPIFollowsTheSite(t *testing.T) {
	in := inputs()
	in.BaseURL, in.Links = "https://host.example/a/b", "html"
	s, faults := site.Load(in)
	if len(faults) > 0 {
		t.Fatal(faults.Err())
	}
	if got := openAPI(t, s).Servers[0].URL; got != "https://host.example/a/b" {
		t.Errorf("the server is %s", got)
	}
	for path, want := range map[string]string{
		"api/v1/schema.json":         `"$id": "https://host.example/a/b/api/v1/schema.json"`,
		"api/v1/index.json":          `"pages":"https://host.example/a/b/ports/{number}.html"`,
		"robots.txt":                 "Sitemap: https://host.example/a/b/sitemap.xml\n",
		"sitemap.xml":                "<loc>https://host.example/a/b/sitemaps/pages.xml</loc>",
		"sitemaps/pages.xml":         "<loc>https://host.example/a/b/about.html</loc>",
		"opensearch.xml":             `template="https://host.example/a/b/search.html?q={searchTerms}"`,
		"llms.txt":                   "https://host.example/a/b/about.html",
		"data/services":              "https://host.example/a/b/",
		"sitemaps/ports-0-32767.xml": "<loc>https://host.example/a/b/ports/855.html</loc>",
	} {
		if !strings.Contains(file(t, s, path), want) {
			t.Errorf("%s does not have %s", path, want)
		}
	}
}
