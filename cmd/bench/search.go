package main

import (
	"context"
	"fmt"
	"os"
	"slices"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
)

// slowdown makes a phone of a desk's processor, as Lighthouse does for the slower ones.
const slowdown = 6

// freshPages is how often fresh pages are searched.
const freshPages = 10

// asked are questions of all kinds: numbers, names, words, slips of the fingers, and things that are not there.
var asked = []string{"8080", "0x1f90", "6000-6063", "ssh", "postgres", "minecarft", "remote desktop", "dns over tls", "what port does jupyter use", "elastcsearch", "qwertzuiop"}

// toPaint notes for every letter that is typed how long it took until the results were on the screen.
const toPaint = `self.took = []
document.addEventListener('input', e => requestAnimationFrame(() => {
	const painted = new MessageChannel()
	painted.port1.onmessage = () => took.push(performance.now() - e.timeStamp)
	painted.port2.postMessage(0)
}), true)`

// measureSearch measures how soon a reader on a slow phone sees results after a letter.
func measureSearch(registry string) error {
	dir, err := os.MkdirTemp("", "portbook-bench-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	if err := copyInputs(dir, registry); err != nil {
		return err
	}
	p, err := startPreview(dir)
	if err != nil {
		return err
	}
	defer p.stop()
	ctx, stop := chromedp.NewExecAllocator(context.Background(),
		append(slices.Clone(chromedp.DefaultExecAllocatorOptions[:]), chromedp.NoSandbox)...)
	defer stop()
	ctx, cancel := chromedp.NewContext(ctx)
	defer cancel()
	if err := chromedp.Do(ctx); err != nil {
		return err
	}
	if _, err := chromedp.Call(ctx, emulation.SetCPUThrottlingRate, emulation.SetCPUThrottlingRateParams{Rate: slowdown}); err != nil {
		return err
	}
	fmt.Printf("search, processor slowed down %d times\n", slowdown)
	if err := measureFresh(ctx, p.home+"ports/22"); err != nil {
		return err
	}
	if _, err := chromedp.Run(ctx, chromedp.Evaluate[chromedp.Void](toPaint)); err != nil {
		return err
	}
	if err := measureLetters(ctx); err != nil {
		return err
	}
	return measureNothing(ctx)
}

// measureFresh types a letter on fresh pages as soon as they are there: the script has to be loaded and read.
func measureFresh(ctx context.Context, page string) error {
	var took, reading []float64
	for range freshPages {
		err := chromedp.Do(ctx, chromedp.Navigate(page), chromedp.SendKeys(chromedp.CSS("header.site [name=q]"), "s"))
		if err != nil {
			return err
		}
		if _, _, err := waitFor(ctx, `document.querySelector('.found a')`); err != nil {
			return err
		}
		ages, err := chromedp.Run(ctx, chromedp.Evaluate[[]float64](`(script => [performance.now() - script.startTime, performance.now() - script.responseEnd])(
			performance.getEntriesByType('resource').find(e => e.name.endsWith('search.js')))`))
		if err != nil {
			return err
		}
		took, reading = append(took, ages[0]/1000), append(reading, ages[1]/1000)
	}
	printMedian("first letter of a page, script loaded", took)
	printMedian("of that, after the script has arrived", reading)
	return nil
}

// measureLetters types questions, letter by letter.
func measureLetters(ctx context.Context) error {
	var all []float64
	for _, question := range asked {
		took, err := typeQuestion(ctx, question)
		if err != nil {
			return err
		}
		printMedian("a letter of: "+question, took)
		all = append(all, took...)
	}
	printMedian("a letter, all questions", all)
	return nil
}

// measureNothing types into a box that does not search: what is left is the browser's and the machine's own.
func measureNothing(ctx context.Context) error {
	if err := chromedp.Do(ctx, chromedp.Evaluate[chromedp.Void](`document.activeElement.oninput = null`)); err != nil {
		return err
	}
	var all []float64
	for _, question := range asked {
		took, err := typeQuestion(ctx, question)
		if err != nil {
			return err
		}
		all = append(all, took...)
	}
	printMedian("a letter, where nothing is searched", all)
	return nil
}

// typeQuestion returns the seconds that each letter of a question took until something was painted.
func typeQuestion(ctx context.Context, question string) ([]float64, error) {
	if err := chromedp.Do(ctx, chromedp.Evaluate[chromedp.Void](`took = []; document.activeElement.value = ''`)); err != nil {
		return nil, err
	}
	for i, letter := range question {
		if err := chromedp.Do(ctx, chromedp.KeyEvent(string(letter))); err != nil {
			return nil, err
		}
		if _, _, err := waitFor(ctx, fmt.Sprintf("took.length > %d", i)); err != nil {
			return nil, fmt.Errorf("%s: nothing was painted: %w", question, err)
		}
		time.Sleep(50 * time.Millisecond) // as a fast writer would
	}
	took, err := chromedp.Run(ctx, chromedp.Evaluate[[]float64](`took`))
	for i := range took {
		took[i] /= 1000
	}
	return took, err
}
