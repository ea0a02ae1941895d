package io.serai.processors.predict;

import io.serai.api.call.Operation;
import io.serai.api.error.CallerException;
import io.serai.api.error.ErrorKind;
import io.serai.api.model.ModelCatalog;
import io.serai.processors.frontend.Asked;
import io.serai.processors.frontend.Catalog;
import io.serai.processors.frontend.Path;
import io.serai.processors.frontend.RequestBody;
import io.serai.processors.frontend.RequestHeaders;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;

/**
 * Reads {@code POST /v2/models/<model>[/versions/<version>]/infer} and leaves it as a {@code Map}, untouched. A version stays in
 * the name of a model whose provider takes any name, such as {@code triton/resnet/versions/2}; for a model that a route publishes it becomes
 * the member {@code model_version}, as the answer calls it.
 */
public final class InferReader implements Processor {

    private static final String BINARY_HEADER = "Inference-Header-Content-Length";

    private final Catalog catalog = new Catalog();

    /** Where to look models up; by default the registry's only {@link ModelCatalog}. */
    public void setCatalog(ModelCatalog named) {
        catalog.set(named);
    }

    @Override
    public void process(Exchange exchange) {
        PredictPath path = PredictPath.of(exchange, "infer");
        if (path.verb().isEmpty()) {
            throw PredictPath.unknown();
        }
        Message message = exchange.getMessage();
        refuseBinary(message);
        Map<String, Object> request = RequestBody.read(message);
        PredictRules.INFER.check(request, Path.REQUEST);
        String model = path.versionedModel()
                .filter(named -> catalog.find(exchange, named).isPresent())
                .orElse(path.model());
        if (path.version().isPresent() && model.equals(path.model())) {
            request = new LinkedHashMap<>(request);
            request.put("model_version", path.version().get());
        }
        message.setBody(request);
        Object id = request.get("id");
        if (id != null) {
            exchange.setProperty(InferWriter.ID, id);
        }
        RequestHeaders.set(exchange, Operation.PREDICT, new Asked(model, Asked.Form.WHOLE, false));
    }

    private static void refuseBinary(Message message) {
        String type = message.getHeader(Exchange.CONTENT_TYPE, "", String.class).toLowerCase(Locale.ROOT);
        if (message.getHeader(BINARY_HEADER) != null || type.startsWith("application/octet-stream")) {
            throw new CallerException(
                            ErrorKind.CALLER_UNSUPPORTED_MEDIA_TYPE,
                            "Tensors travel as JSON here, not as binary data: the header Content-Type must be"
                                    + " application/json, without " + BINARY_HEADER + ".")
                    .withParam(BINARY_HEADER);
        }
    }
}
