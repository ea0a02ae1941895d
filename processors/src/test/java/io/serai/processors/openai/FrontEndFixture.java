package io.serai.processors.openai;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.serai.api.call.CallNames;
import io.serai.api.json.Json;
import io.serai.api.json.JsonException;
import io.serai.api.meter.Meter;
import io.serai.api.meter.MeterListener;
import io.serai.api.sse.EventStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;

/** An exchange as the engine hands it to a front end, and what comes out of it. */
final class FrontEndFixture {

    private static final CamelContext CONTEXT = new DefaultCamelContext();

    final Exchange exchange = new DefaultExchange(CONTEXT);
    final Meter meter = new Meter(MeterListener.NONE);

    FrontEndFixture() {
        exchange.setProperty(CallNames.METER, meter);
    }

    static FrontEndFixture posted(String json) {
        FrontEndFixture fixture = new FrontEndFixture();
        fixture.exchange.getMessage().setHeader(Exchange.CONTENT_TYPE, "application/json; charset=utf-8");
        fixture.exchange.getMessage().setBody(json.replace('\'', '"').getBytes(UTF_8));
        return fixture;
    }

    FrontEndFixture through(Processor processor) throws Exception {
        processor.process(exchange);
        return this;
    }

    FrontEndFixture answered(Object body) {
        exchange.getMessage().setBody(body);
        return this;
    }

    Object header(String name) {
        return exchange.getMessage().getHeader(name);
    }

    /** The body as it would leave, parsed. */
    Map<String, Object> json() {
        return json(exchange.getMessage().getBody(byte[].class));
    }

    /** All frames of the body, as text. */
    List<String> frames() {
        return frames((EventStream) exchange.getMessage().getBody());
    }

    static List<String> frames(EventStream events) {
        List<String> frames = new ArrayList<>();
        for (byte[] frame = events.next(); frame != null; frame = events.next()) {
            frames.add(new String(frame, UTF_8));
        }
        return frames;
    }

    /** The data of all frames but {@code [DONE]}, parsed. */
    List<Map<String, Object>> events() {
        return frames().stream()
                .filter(frame -> !frame.equals("data: [DONE]\n\n"))
                .map(frame -> json(frame.substring("data: ".length()).getBytes(UTF_8)))
                .toList();
    }

    /** JSON with single quotes, for legibility. */
    static Map<String, Object> map(String json) {
        return json(json.replace('\'', '"').getBytes(UTF_8));
    }

    private static Map<String, Object> json(byte[] utf8) {
        try {
            return Json.standard().readObject(utf8);
        } catch (JsonException e) {
            throw new AssertionError(e.path() + ": " + e.getMessage());
        }
    }
}
