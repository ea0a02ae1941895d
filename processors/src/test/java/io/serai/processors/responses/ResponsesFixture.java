package io.serai.processors.responses;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.serai.api.call.CallNames;
import io.serai.api.caller.Caller;
import io.serai.api.chat.ChatStream;
import io.serai.api.json.Json;
import io.serai.api.json.JsonException;
import io.serai.api.sse.EventStream;
import io.serai.api.sse.SseEvent;
import io.serai.api.sse.SseParser;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;

/** A caller of this front end and the route behind it, in memory. */
final class ResponsesFixture {

    private static final CamelContext CONTEXT = new DefaultCamelContext();

    final InMemoryResponseStore store = new InMemoryResponseStore();
    private final StoreAccess access = new StoreAccess(store);
    private int responses;

    /** Reads a request, written with single quotes; the exchange as the route gets it. */
    Exchange asked(String json, Object caller) {
        Exchange exchange = exchange(caller);
        exchange.getMessage().setHeader(Exchange.CONTENT_TYPE, "application/json");
        exchange.getMessage().setBody(json.replace('\'', '"').getBytes(UTF_8));
        new ResponsesReader(access, () -> "r" + responses++, ResponsesCandidate.CLOCK).process(exchange);
        return exchange;
    }

    Exchange asked(String json) {
        return asked(json, null);
    }

    /** What the caller of an unstreamed request is told. */
    static Map<String, Object> told(Exchange exchange, Object said) {
        exchange.getMessage().setBody(said);
        new ResponsesWriter(ResponsesCandidate.CLOCK).process(exchange);
        return json(exchange.getMessage().getBody(byte[].class));
    }

    /** The events that the caller of a streamed request is told. */
    static EventStream streamed(Exchange exchange, List<Map<String, Object>> chunks) {
        exchange.getMessage().setBody(ChatStream.of(chunks));
        new ResponsesWriter(ResponsesCandidate.CLOCK).process(exchange);
        return (EventStream) exchange.getMessage().getBody();
    }

    /** Asks for what is kept. */
    Map<String, Object> kept(String method, String path, String query, Object caller) {
        Exchange exchange = exchange(caller);
        exchange.getMessage().setHeader(Exchange.HTTP_METHOD, method);
        exchange.getMessage().setHeader(Exchange.HTTP_PATH, path);
        exchange.getMessage().setHeader(Exchange.HTTP_QUERY, query);
        new KeptResponses(access).process(exchange);
        return json(exchange.getMessage().getBody(byte[].class));
    }

    Map<String, Object> kept(String path) {
        return kept("GET", path, "", null);
    }

    static List<Map<String, Object>> messages(Exchange exchange) {
        return Items.in(Items.object(exchange.getMessage().getBody()).get("messages"));
    }

    static List<Map<String, Object>> events(EventStream stream) {
        List<Map<String, Object>> events = new ArrayList<>();
        SseParser parser = new SseParser(SseParser.DEFAULT_LIMIT);
        for (byte[] frame = stream.next(); frame != null; frame = stream.next()) {
            parser.add(frame);
        }
        drain(parser, events);
        return events;
    }

    static List<Map<String, Object>> events(byte[] frames) {
        List<Map<String, Object>> events = new ArrayList<>();
        SseParser parser = new SseParser(SseParser.DEFAULT_LIMIT);
        parser.add(frames);
        drain(parser, events);
        return events;
    }

    /** A whole answer. */
    static Map<String, Object> answer(Map<String, Object> message) {
        Map<String, Object> said = new LinkedHashMap<>();
        said.put("role", "assistant");
        said.putAll(message);
        return Map.of("model", "m", "choices", List.of(Map.of("index", 0, "message", said, "finish_reason", "stop")));
    }

    /** JSON with single quotes, for legibility. */
    static Map<String, Object> map(String json) {
        return json(json.replace('\'', '"').getBytes(UTF_8));
    }

    static Map<String, Object> json(byte[] utf8) {
        try {
            return Json.standard().readObject(utf8);
        } catch (JsonException e) {
            throw new AssertionError(e.path() + ": " + e.getMessage(), e);
        }
    }

    private static void drain(SseParser parser, List<Map<String, Object>> events) {
        for (SseEvent event = parser.poll(); event != null; event = parser.poll()) {
            Map<String, Object> data = json(event.data());
            if (!event.type().equals(data.get("type"))) {
                throw new AssertionError("event " + event.type() + " says it is " + data.get("type"));
            }
            events.add(data);
        }
    }

    private static Exchange exchange(Object caller) {
        Exchange exchange = new DefaultExchange(CONTEXT);
        if (caller != null) {
            exchange.setProperty(
                    CallNames.CALLER,
                    new Caller(
                            "ten_1", "", "", "", caller.toString(), Set.of(), Set.of(), List.of(), Set.of(), Map.of()));
        }
        return exchange;
    }
}
