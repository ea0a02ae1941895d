package io.serai.processors.media;

import io.serai.api.call.Operation;
import io.serai.processors.frontend.Asked;
import io.serai.processors.frontend.Path;
import io.serai.processors.frontend.RequestBody;
import io.serai.processors.frontend.RequestHeaders;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/**
 * Reads {@code POST /v1/audio/speech} (<a href="https://platform.openai.com/docs/api-reference/audio/createSpeech">source</a>) and
 * leaves it as a {@code Map}. Models answer with bytes: {@code stream_format: sse} stays here.
 */
public final class SpeechReader implements Processor {

    private static final String STREAM_FORMAT = "stream_format";

    @Override
    public void process(Exchange exchange) {
        Map<String, Object> request = RequestBody.read(exchange.getMessage());
        MediaRules.SPEECH.check(request, Path.REQUEST);
        boolean events = "sse".equals(request.get(STREAM_FORMAT));
        if (events) {
            request = new LinkedHashMap<>(request);
            request.remove(STREAM_FORMAT);
        }
        exchange.getMessage().setBody(request);
        exchange.setProperty(SpeechFormat.PROPERTY, SpeechFormat.asked(request));
        RequestHeaders.set(
                exchange,
                Operation.SPEECH,
                new Asked(String.valueOf(request.get("model")), Asked.Form.of(events), false));
    }
}
