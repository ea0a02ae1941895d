package io.serai.processors.media;

import io.serai.api.call.Operation;
import io.serai.processors.frontend.Asked;
import io.serai.processors.frontend.Path;
import io.serai.processors.frontend.RequestBody;
import io.serai.processors.frontend.RequestHeaders;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;

/**
 * Reads {@code POST /v1/images/generations} (<a href="https://platform.openai.com/docs/api-reference/images/create">source</a>) and
 * {@code POST /v1/images/edits} (<a href="https://platform.openai.com/docs/api-reference/images/createEdit">source</a>), the latter as
 * a form or as JSON. Leaves the request as a {@code Map}; files, those in data URLs included, are {@code image} and {@code mask} as
 * {@link io.serai.api.media.Blob}s. Models answer whole: {@code stream} stays here, and {@code partial_images}, which only streams have,
 * can't be told to any.
 */
public final class ImagesReader implements Processor {

    static final String EDITS = "/v1/images/edits";

    private static final Map<String, FieldKind> FORM = Map.ofEntries(
            Map.entry("image", FieldKind.FILES),
            Map.entry("mask", FieldKind.FILE),
            Map.entry("prompt", FieldKind.TEXT),
            Map.entry("model", FieldKind.TEXT),
            Map.entry("n", FieldKind.NUMBER),
            Map.entry("size", FieldKind.TEXT),
            Map.entry("quality", FieldKind.TEXT),
            Map.entry("style", FieldKind.TEXT),
            Map.entry("background", FieldKind.TEXT),
            Map.entry("moderation", FieldKind.TEXT),
            Map.entry("response_format", FieldKind.TEXT),
            Map.entry("output_format", FieldKind.TEXT),
            Map.entry("output_compression", FieldKind.NUMBER),
            Map.entry("partial_images", FieldKind.NUMBER),
            Map.entry("input_fidelity", FieldKind.TEXT),
            Map.entry("stream", FieldKind.BOOLEAN),
            Map.entry("user", FieldKind.TEXT));

    @Override
    public void process(Exchange exchange) {
        Message message = exchange.getMessage();
        boolean edit = message.getHeader(Exchange.HTTP_PATH, "", String.class).endsWith("/edits");
        Map<String, Object> request = edit ? edit(message) : generation(message);
        boolean stream = Boolean.TRUE.equals(request.get("stream"));
        request.remove("stream");
        if (!stream) {
            request.remove("partial_images");
        }
        message.setBody(request);
        exchange.setProperty(ImageWish.PROPERTY, ImageWish.of(request, edit));
        RequestHeaders.set(
                exchange,
                Operation.IMAGE,
                new Asked(String.valueOf(request.get("model")), Asked.Form.of(stream), false));
    }

    private static Map<String, Object> generation(Message message) {
        Map<String, Object> request = RequestBody.read(message);
        MediaRules.GENERATION.check(request, Path.REQUEST);
        return new LinkedHashMap<>(request);
    }

    private static Map<String, Object> edit(Message message) {
        if (Form.isIn(message)) {
            Map<String, Object> form = Form.read(message, FORM);
            MediaRules.EDIT_FORM.check(form, Path.REQUEST);
            return form;
        }
        Map<String, Object> request = RequestBody.read(message);
        MediaRules.EDIT_JSON.check(request, Path.REQUEST);
        return EmbeddedImages.unpacked(request);
    }
}
