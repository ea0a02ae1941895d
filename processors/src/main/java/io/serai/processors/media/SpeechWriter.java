package io.serai.processors.media;

import io.serai.api.call.CallNames;
import io.serai.api.media.ByteStream;
import io.serai.api.meter.Meter;
import io.serai.processors.frontend.Answer;
import io.serai.processors.frontend.Asked;
import io.serai.processors.frontend.Bill;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/**
 * Writes the answer to {@code POST /v1/audio/speech}: the bytes as they come, or as events to a caller who asked for these. A route may
 * also answer with a {@code byte[]}.
 */
public final class SpeechWriter implements Processor {

    @Override
    public void process(Exchange exchange) {
        Asked asked = Asked.of(exchange);
        SpeechFormat format = exchange.getProperty(SpeechFormat.PROPERTY, SpeechFormat.MP3, SpeechFormat.class);
        ByteStream bytes = bytes(exchange, asked);
        if (asked.form() == Asked.Form.STREAMED) {
            Bill bill = new Bill(exchange.getProperty(CallNames.METER, Meter.class));
            Answer.write(exchange, new SpeechEvents(bytes, bill));
        } else {
            Answer.write(exchange, bytes);
            exchange.getMessage().setHeader(Exchange.CONTENT_TYPE, format.contentType(bytes.contentType()));
        }
    }

    private static ByteStream bytes(Exchange exchange, Asked asked) {
        Object said = exchange.getMessage().getBody();
        if (said instanceof ByteStream stream) {
            return stream;
        }
        if (said instanceof byte[] whole) {
            return new WholeBytes(whole);
        }
        throw Answer.unexpected(said, asked);
    }
}
