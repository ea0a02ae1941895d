package io.serai.processors.media;

import io.serai.api.call.Operation;
import io.serai.processors.frontend.Asked;
import io.serai.processors.frontend.Path;
import io.serai.processors.frontend.RequestBody;
import io.serai.processors.frontend.RequestHeaders;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/**
 * Reads {@code POST /v1/moderations} (<a href="https://platform.openai.com/docs/api-reference/moderations/create">source</a>) and leaves
 * it as a {@code Map}, untouched. A request without a model asks for the one that OpenAI's would ask for, under which an operator may
 * publish any.
 */
public final class ModerationReader implements Processor {

    private static final String DEFAULT_MODEL = "omni-moderation-latest";

    @Override
    public void process(Exchange exchange) {
        Map<String, Object> request = RequestBody.read(exchange.getMessage());
        MediaRules.MODERATION.check(request, Path.REQUEST);
        exchange.getMessage().setBody(request);
        String model = request.get("model") instanceof String named ? named : DEFAULT_MODEL;
        RequestHeaders.set(exchange, Operation.MODERATE, new Asked(model, Asked.Form.WHOLE, false));
    }
}
