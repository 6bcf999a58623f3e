// A small server on the official centrifuge library: what the conformance cases are held against.
// It has the streams, tokens and server API that the cases expect of every target, and nothing else.
package main

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"log"
	"net"
	"net/http"
	"os"
	"strings"
	"time"

	"github.com/centrifugal/centrifuge"
)

type rules struct {
	size                                                     int
	recover, cache, presence, join                           bool
	clientPresence, clientHistory, clientPublish, needsToken bool
}

var namespaces = map[string]rules{
	"plain":   {},
	"history": {size: 100, recover: true, clientHistory: true},
	"short":   {size: 3, recover: true},
	"cache":   {size: 10, recover: true, cache: true},
	"room":    {presence: true, join: true, clientPresence: true},
	"chatty":  {size: 100, recover: true, clientPublish: true, clientHistory: true},
	"closed":  {needsToken: true},
}

const historyTTL = 5 * time.Minute

func rulesOf(channel string) (rules, error) {
	name, _, _ := strings.Cut(channel, ":")
	found, ok := namespaces[name]
	if !ok {
		return rules{}, centrifuge.ErrorUnknownChannel
	}
	return found, nil
}

func (r rules) subscribeOptions() centrifuge.SubscribeOptions {
	options := centrifuge.SubscribeOptions{
		EnableRecovery: r.recover, EnablePositioning: r.recover,
		EmitPresence: r.presence, EmitJoinLeave: r.join,
	}
	if r.cache {
		options.RecoveryMode = centrifuge.RecoveryModeCache
	}
	return options
}

type claims struct {
	Sub      *string         `json:"sub"`
	Exp      int64           `json:"exp"`
	Channel  *string         `json:"channel"`
	Info     json.RawMessage `json:"info"`
	Channels []string        `json:"channels"`
}

var errExpired = errors.New("expired")
var secret = []byte(os.Getenv("TOKEN_SECRET"))

func readToken(token string) (claims, error) {
	var found claims
	parts := strings.Split(token, ".")
	if len(parts) != 3 {
		return found, errors.New("not a token")
	}
	mac := hmac.New(sha256.New, secret)
	mac.Write([]byte(parts[0] + "." + parts[1]))
	signature, err := base64.RawURLEncoding.DecodeString(parts[2])
	if err != nil || !hmac.Equal(signature, mac.Sum(nil)) {
		return found, errors.New("bad signature")
	}
	payload, err := base64.RawURLEncoding.DecodeString(parts[1])
	if err != nil {
		return found, err
	}
	if err := json.Unmarshal(payload, &found); err != nil {
		return found, err
	}
	if found.Exp != 0 && found.Exp <= time.Now().Unix() {
		return found, errExpired
	}
	return found, nil
}

func connectionClaims(token string) (claims, error) {
	found, err := readToken(token)
	if errors.Is(err, errExpired) {
		return found, centrifuge.ErrorTokenExpired
	}
	if err != nil || found.Channel != nil || found.Sub == nil {
		return found, centrifuge.DisconnectInvalidToken
	}
	return found, nil
}

func subscriptionClaims(client *centrifuge.Client, channel, token string) (claims, error) {
	found, err := readToken(token)
	if errors.Is(err, errExpired) {
		return found, centrifuge.ErrorTokenExpired
	}
	if err != nil {
		return found, centrifuge.ErrorPermissionDenied
	}
	if found.Sub == nil || *found.Sub != client.UserID() || found.Channel == nil || *found.Channel != channel {
		return found, centrifuge.DisconnectInvalidToken
	}
	return found, nil
}

func onConnecting(_ context.Context, event centrifuge.ConnectEvent) (centrifuge.ConnectReply, error) {
	if event.Token == "" {
		return centrifuge.ConnectReply{}, centrifuge.DisconnectBadRequest
	}
	found, err := connectionClaims(event.Token)
	if err != nil {
		return centrifuge.ConnectReply{}, err
	}
	subscriptions := map[string]centrifuge.SubscribeOptions{}
	for _, channel := range found.Channels {
		r, err := rulesOf(channel)
		if err != nil {
			return centrifuge.ConnectReply{}, err
		}
		subscriptions[channel] = r.subscribeOptions()
	}
	return centrifuge.ConnectReply{
		Credentials:       &centrifuge.Credentials{UserID: *found.Sub, ExpireAt: found.Exp, Info: found.Info},
		Subscriptions:     subscriptions,
		ClientSideRefresh: true,
	}, nil
}

func onSubscribe(client *centrifuge.Client, event centrifuge.SubscribeEvent) (centrifuge.SubscribeReply, error) {
	r, err := rulesOf(event.Channel)
	if err != nil {
		return centrifuge.SubscribeReply{}, err
	}
	options := r.subscribeOptions()
	options.PushJoinLeave = event.JoinLeave
	if event.Token != "" {
		found, err := subscriptionClaims(client, event.Channel, event.Token)
		if err != nil {
			return centrifuge.SubscribeReply{}, err
		}
		options.ExpireAt = found.Exp
		options.ChannelInfo = found.Info
	} else if r.needsToken {
		return centrifuge.SubscribeReply{}, centrifuge.ErrorPermissionDenied
	}
	return centrifuge.SubscribeReply{Options: options, ClientSideRefresh: true}, nil
}

func onConnect(client *centrifuge.Client) {
	client.OnSubscribe(func(event centrifuge.SubscribeEvent, done centrifuge.SubscribeCallback) {
		done(onSubscribe(client, event))
	})
	client.OnRefresh(func(event centrifuge.RefreshEvent, done centrifuge.RefreshCallback) {
		found, err := connectionClaims(event.Token)
		if errors.Is(err, centrifuge.ErrorTokenExpired) {
			done(centrifuge.RefreshReply{Expired: true}, nil)
			return
		}
		if err == nil && *found.Sub != client.UserID() {
			err = centrifuge.DisconnectInvalidToken
		}
		done(centrifuge.RefreshReply{ExpireAt: found.Exp, Info: found.Info}, err)
	})
	client.OnSubRefresh(func(event centrifuge.SubRefreshEvent, done centrifuge.SubRefreshCallback) {
		found, err := subscriptionClaims(client, event.Channel, event.Token)
		done(centrifuge.SubRefreshReply{ExpireAt: found.Exp, Info: found.Info}, err)
	})
	client.OnPublish(func(event centrifuge.PublishEvent, done centrifuge.PublishCallback) {
		r, err := rulesOf(event.Channel)
		if err == nil && !(r.clientPublish && client.IsSubscribed(event.Channel)) {
			err = centrifuge.ErrorPermissionDenied
		}
		done(centrifuge.PublishReply{Options: centrifuge.PublishOptions{
			HistorySize: r.size, HistoryTTL: historyTTL, ClientInfo: event.ClientInfo,
		}}, err)
	})
	client.OnPresence(func(event centrifuge.PresenceEvent, done centrifuge.PresenceCallback) {
		done(centrifuge.PresenceReply{}, mayInspect(client, event.Channel))
	})
	client.OnPresenceStats(func(event centrifuge.PresenceStatsEvent, done centrifuge.PresenceStatsCallback) {
		done(centrifuge.PresenceStatsReply{}, mayInspect(client, event.Channel))
	})
	client.OnHistory(func(event centrifuge.HistoryEvent, done centrifuge.HistoryCallback) {
		r, err := rulesOf(event.Channel)
		if err == nil && r.size == 0 {
			err = centrifuge.ErrorNotAvailable
		} else if err == nil && !(r.clientHistory && client.IsSubscribed(event.Channel)) {
			err = centrifuge.ErrorPermissionDenied
		}
		done(centrifuge.HistoryReply{}, err)
	})
}

func mayInspect(client *centrifuge.Client, channel string) error {
	r, err := rulesOf(channel)
	switch {
	case err != nil:
		return err
	case !r.presence:
		return centrifuge.ErrorNotAvailable
	case !r.clientPresence || !client.IsSubscribed(channel):
		return centrifuge.ErrorPermissionDenied
	}
	return nil
}

type params struct {
	Channel     string            `json:"channel"`
	Channels    []string          `json:"channels"`
	Data        json.RawMessage   `json:"data"`
	Tags        map[string]string `json:"tags"`
	SkipHistory bool              `json:"skip_history"`
	User        string            `json:"user"`
	Limit       int               `json:"limit"`
	Disconnect  *struct {
		Code   uint32 `json:"code"`
		Reason string `json:"reason"`
	} `json:"disconnect"`
}

type position struct {
	Offset uint64 `json:"offset"`
	Epoch  string `json:"epoch"`
}

func call(node *centrifuge.Node, method string, p params) (any, error) {
	switch method {
	case "publish":
		return publish(node, p.Channel, p)
	case "broadcast":
		for _, channel := range p.Channels {
			if _, err := publish(node, channel, p); err != nil {
				return nil, err
			}
		}
		return struct{}{}, nil
	case "subscribe":
		r, err := rulesOf(p.Channel)
		if err != nil {
			return nil, err
		}
		return struct{}{}, node.Subscribe(p.User, p.Channel, centrifuge.WithRecovery(r.recover))
	case "unsubscribe":
		return struct{}{}, node.Unsubscribe(p.User, p.Channel)
	case "disconnect":
		disconnect := centrifuge.DisconnectForceNoReconnect
		if p.Disconnect != nil {
			disconnect = centrifuge.Disconnect{Code: p.Disconnect.Code, Reason: p.Disconnect.Reason}
		}
		return struct{}{}, node.Disconnect(p.User, centrifuge.WithCustomDisconnect(disconnect))
	case "history":
		found, err := node.History(p.Channel, centrifuge.WithLimit(0))
		return position{found.Offset, found.Epoch}, err
	}
	return nil, centrifuge.ErrorMethodNotFound
}

func publish(node *centrifuge.Node, channel string, p params) (any, error) {
	r, err := rulesOf(channel)
	if err != nil {
		return nil, err
	}
	options := []centrifuge.PublishOption{centrifuge.WithTags(p.Tags)}
	if r.size > 0 && !p.SkipHistory {
		options = append(options, centrifuge.WithHistory(r.size, historyTTL))
	}
	found, err := node.Publish(channel, p.Data, options...)
	return position{found.Offset, found.Epoch}, err
}

func serveAPI(node *centrifuge.Node) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		var p params
		if err := json.NewDecoder(r.Body).Decode(&p); err != nil {
			w.WriteHeader(http.StatusBadRequest)
			return
		}
		result, err := call(node, strings.TrimPrefix(r.URL.Path, "/api/"), p)
		answer := map[string]any{"result": result}
		if err != nil {
			code := centrifuge.ErrorInternal.Code
			var known *centrifuge.Error
			if errors.As(err, &known) {
				code = known.Code
			}
			answer = map[string]any{"error": map[string]any{"code": code, "message": err.Error()}}
		}
		_ = json.NewEncoder(w).Encode(answer)
	}
}

func main() {
	pingPong := centrifuge.PingPongConfig{PingInterval: time.Second, PongTimeout: 600 * time.Millisecond}
	node, err := centrifuge.New(centrifuge.Config{
		ClientExpiredCloseDelay: time.Second, ClientExpiredSubCloseDelay: time.Second,
		ClientStaleCloseDelay: time.Second, ClientChannelLimit: 128,
		// Expired subscriptions are looked for at this pace.
		ClientPresenceUpdateInterval: time.Second,
	})
	if err != nil {
		log.Fatal(err)
	}
	node.OnConnecting(onConnecting)
	node.OnConnect(onConnect)
	if err := node.Run(); err != nil {
		log.Fatal(err)
	}
	anyOrigin := func(*http.Request) bool { return true }
	http.Handle("/connection/websocket", centrifuge.NewWebsocketHandler(node,
		centrifuge.WebsocketConfig{CheckOrigin: anyOrigin, PingPongConfig: pingPong}))
	http.Handle("/connection/http_stream", centrifuge.NewHTTPStreamHandler(node,
		centrifuge.HTTPStreamConfig{PingPongConfig: pingPong}))
	http.Handle("/connection/sse", centrifuge.NewSSEHandler(node, centrifuge.SSEConfig{PingPongConfig: pingPong}))
	http.Handle("/emulation", centrifuge.NewEmulationHandler(node, centrifuge.EmulationConfig{}))
	http.HandleFunc("/api/", serveAPI(node))
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		log.Fatal(err)
	}
	fmt.Printf("listening on %s\n", listener.Addr())
	log.Fatal(http.Serve(listener, nil))
}
