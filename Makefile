# make builds the site, make test passes all tests, make help lists the rest.

GO      ?= go
OUT     ?= public
SOURCES := $(shell find cmd -name '*.go' -o -path '*/search/*.js' -o -path '*/export/templates/*' -o -name '*.tmpl' -o -name 'preview.*') go.mod go.sum

.DEFAULT_GOAL := build
.PHONY: build serve check changed test audit setup renew bench fuzz clean help

build: bin/portbook ## build the site into public/ (OUT=folder for another, BUILD=flags for more)
	bin/portbook build --out $(OUT) $(BUILD)

serve: bin/portbook ## preview the site at http://localhost:8556; open pages follow edits (SERVE=flags)
	bin/portbook serve $(SERVE)

check: bin/portbook ## find what is wrong with the words, with file and line (CHECK=flags)
	bin/portbook check $(CHECK)

BASE ?= origin/main
changed: ## list the pages that your edits change, against BASE (origin/main); BUILD=flags for a part
	BASE='$(BASE)' MAKE='$(MAKE)' .ci/changed $(BUILD)

test: setup ## run all tests
	$(GO) vet ./...
	$(GO) test -timeout 15m ./...

audit: ## score pages with Lighthouse, check their markup with the Nu Html Checker (AUDIT=flags)
	$(GO) test -v -count 1 -timeout 0 -run Audited ./cmd/portbook/internal/test/browser -audit $(AUDIT)

setup: ## install what the tests need, or say what to install
	.ci/setup

renew: ## write the expected outputs of tests anew; read the diff before you commit it
	$(GO) test ./cmd/portbook ./cmd/portbook/internal/site ./cmd/portbook/internal/content ./cmd/portbook/internal/content/markdown ./cmd/portbook/internal/check ./cmd/portbook/internal/test/schema -update

bench: bin/portbook bin/floor ## measure a build against only writing its files, then the preview (BENCH=flags for one of them)
	$(GO) run ./cmd/bench $(BENCH)
	$(if $(BENCH),,$(GO) run ./cmd/bench --serve)

FUZZTIME ?= 20s
fuzz: ## fuzz every parser for FUZZTIME each
	@for package in $$($(GO) list ./...); do \
		for target in $$($(GO) test -list '^Fuzz' $$package | grep '^Fuzz'); do \
			echo "$$package $$target"; \
			$(GO) test -run '^$$' -fuzz "^$$target$$" -fuzztime $(FUZZTIME) $$package || exit 1; \
		done; \
	done

clean: ## remove what was built
	rm -rf bin $(OUT) changed.txt

help: ## list all targets
	@sed -n 's/^\([a-z]*\):.*## /\1|/p' $(MAKEFILE_LIST) | while IFS='|' read -r target text; do printf '  make %-7s %s\n' "$$target" "$$text"; done

bin/portbook: $(SOURCES)
	$(GO) build -o $@ ./cmd/portbook

bin/floor: $(SOURCES)
	$(GO) build -o $@ ./cmd/floor
