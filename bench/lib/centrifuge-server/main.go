// The realtime engine that Centrifugo is built on, as a sender for the bench: it takes orders as lines of JSON and
// answers each with one.
package main

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"log"
	"net"
	"net/http"
	"os"
	"runtime"
	"runtime/debug"
	"strings"
	"syscall"
	"time"

	"github.com/centrifugal/centrifuge"
)

const channel = "history:bench"

type order struct {
	Do          string  `json:"do"`
	Messages    int     `json:"messages"`
	PerTurn     int     `json:"perTurn"`
	TurnEveryMs float64 `json:"turnEveryMs"`
}

type position struct {
	Offset uint64 `json:"offset"`
	Epoch  string `json:"epoch"`
}

var ballast = strings.Repeat("x", 150)

// 200 bytes that say when they were sent, on the machine's clock, as the other senders write them.
func payload() []byte {
	ms := float64(time.Now().UnixMicro()) / 1000
	return fmt.Appendf(nil, `{"t":"%.3f","ballast":"%s"}`, ms, ballast)
}

func publish(node *centrifuge.Node, plan order) error {
	start := time.Now()
	for sent := 0; sent < plan.Messages; sent += plan.PerTurn {
		at := start.Add(time.Duration(float64(sent/plan.PerTurn) * plan.TurnEveryMs * float64(time.Millisecond)))
		time.Sleep(time.Until(at))
		for i := sent; i < min(sent+plan.PerTurn, plan.Messages); i++ {
			if _, err := node.Publish(channel, payload(), centrifuge.WithHistory(300, time.Hour)); err != nil {
				return err
			}
		}
	}
	return nil
}

func cpuSeconds() float64 {
	var used syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &used); err != nil {
		log.Fatal(err)
	}
	seconds := func(t syscall.Timeval) float64 { return float64(t.Sec) + float64(t.Usec)/1e6 }
	return seconds(used.Utime) + seconds(used.Stime)
}

// Resident bytes, after what can be collected was collected and given back.
func memory() (int, error) {
	runtime.GC()
	debug.FreeOSMemory()
	text, err := os.ReadFile("/proc/self/statm")
	if err != nil {
		return 0, err
	}
	var size, resident int
	_, err = fmt.Sscan(string(text), &size, &resident)
	return resident * os.Getpagesize(), err
}

func carryOut(node *centrifuge.Node, o order) (any, error) {
	switch o.Do {
	case "publish":
		return nil, publish(node, o)
	case "count":
		return node.Hub().NumSubscribers(channel), nil
	case "cpu":
		return cpuSeconds(), nil
	case "memory":
		return memory()
	case "position":
		found, err := node.History(channel, centrifuge.WithLimit(0))
		return position{found.Offset, found.Epoch}, err
	}
	return nil, fmt.Errorf("no such order: %s", o.Do)
}

func main() {
	node, err := centrifuge.New(centrifuge.Config{})
	if err != nil {
		log.Fatal(err)
	}
	node.OnConnecting(func(context.Context, centrifuge.ConnectEvent) (centrifuge.ConnectReply, error) {
		return centrifuge.ConnectReply{Credentials: &centrifuge.Credentials{UserID: "receiver"}}, nil
	})
	node.OnConnect(func(client *centrifuge.Client) {
		client.OnSubscribe(func(_ centrifuge.SubscribeEvent, done centrifuge.SubscribeCallback) {
			done(centrifuge.SubscribeReply{Options: centrifuge.SubscribeOptions{EnableRecovery: true, EnablePositioning: true}}, nil)
		})
	})
	if err := node.Run(); err != nil {
		log.Fatal(err)
	}
	// The receivers answer no pings.
	quiet := centrifuge.PingPongConfig{PingInterval: 10 * time.Minute, PongTimeout: time.Minute}
	http.Handle("/connection/websocket", centrifuge.NewWebsocketHandler(node, centrifuge.WebsocketConfig{PingPongConfig: quiet}))
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		log.Fatal(err)
	}
	go func() { log.Fatal(http.Serve(listener, nil)) }()
	answers := json.NewEncoder(os.Stdout)
	_ = answers.Encode(map[string]any{"result": listener.Addr().(*net.TCPAddr).Port})
	orders := bufio.NewScanner(os.Stdin)
	for orders.Scan() {
		var o order
		if err := json.Unmarshal(orders.Bytes(), &o); err != nil {
			log.Fatal(err)
		}
		result, err := carryOut(node, o)
		if err != nil {
			log.Fatal(err)
		}
		_ = answers.Encode(map[string]any{"result": result})
	}
}
