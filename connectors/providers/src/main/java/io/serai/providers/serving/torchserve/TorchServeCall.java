package io.serai.providers.serving.torchserve;

import io.serai.api.error.CallerException;
import io.serai.api.error.SeraiException;
import io.serai.api.json.Json;
import io.serai.api.json.JsonException;
import io.serai.api.media.Blob;
import io.serai.providers.http.ErrorBody;
import io.serai.providers.http.ProviderErrors;
import io.serai.providers.http.Translator.Asked;
import io.serai.providers.http.Translator.Head;
import io.serai.providers.http.Translator.Outgoing;
import io.serai.providers.serving.Members;
import io.serai.providers.serving.ModelName;
import io.serai.providers.serving.PredictAnswer;
import io.serai.providers.serving.PredictCall;
import io.serai.providers.serving.Rows;
import io.serai.providers.serving.Tensor;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A prediction by TorchServe's <a href="https://docs.pytorch.org/serve/inference_api.html#predictions-api">predictions API</a>. */
final class TorchServeCall implements PredictCall {

    private static final String CONTENT_TYPE = "content-type";
    private static final String BODY = "body";

    /** What becomes of the inputs. */
    enum Format {
        JSON,
        INSTANCES,
        RAW
    }

    private final Asked asked;
    private final Format format;
    private final ProviderErrors errors;
    private final ModelName model;

    TorchServeCall(Asked asked, Format format, ProviderErrors errors) {
        this.asked = asked;
        this.format = format;
        this.errors = errors;
        this.model = ModelName.of(asked.model(), asked.request(), List.of("versions"));
    }

    @Override
    public Outgoing outgoing() {
        Map<String, Object> request = asked.request();
        if (request.get(BODY) instanceof Blob blob) {
            return bytes(blob.contentType(), blob.bytes(), besideBody(request));
        }
        List<String> dropped = Members.unsaid(request, Set.of());
        if (format == Format.RAW) {
            return raw(oneInput(request), dropped);
        }
        Map<String, Object> body = new LinkedHashMap<>();
        if (format == Format.INSTANCES) {
            body.put("instances", Rows.of(request));
        } else {
            body.putAll(Rows.columns(request));
        }
        Members.merge(request, body);
        return new Outgoing(path(), Map.of(), Json.write(body), dropped);
    }

    private static List<String> besideBody(Map<String, Object> request) {
        List<String> dropped = new ArrayList<>(0);
        request.forEach((name, value) -> {
            boolean said = name.equals(BODY) || name.equals("id") || name.equals("outputs");
            if (value != null && !said && !Members.isSilent(name)) {
                dropped.add(name);
            }
        });
        return dropped;
    }

    private static Tensor oneInput(Map<String, Object> request) {
        List<Tensor> inputs = Tensor.inputs(request);
        if (inputs.size() == 1 && inputs.get(0).flat().size() == 1) {
            return inputs.get(0);
        }
        throw CallerException.badField("inputs", "Expected 'inputs' to be one tensor of one element.");
    }

    private Outgoing raw(Tensor input, List<String> dropped) {
        Object element = input.flat().get(0);
        if (!input.isBase64()) {
            return bytes("text/plain; charset=utf-8", element.toString().getBytes(StandardCharsets.UTF_8), dropped);
        }
        try {
            return bytes("application/octet-stream", Base64.getDecoder().decode(element.toString()), dropped);
        } catch (IllegalArgumentException e) {
            throw input.bad("data", "to be base64");
        }
    }

    private Outgoing bytes(String contentType, byte[] bytes, List<String> dropped) {
        return new Outgoing(path(), Map.of(CONTENT_TYPE, contentType, "accept", "*/*"), bytes, dropped);
    }

    private String path() {
        String version = model.version().isEmpty() ? "" : "/" + ModelName.segment(model.version());
        return "/predictions/" + ModelName.segment(model.name()) + version;
    }

    /** Handlers answer with JSON, text or bytes, and not all of them say which. */
    @Override
    public Map<String, Object> document(byte[] body, Head head) throws MalformedException {
        try {
            return PredictCall.super.document(body, head);
        } catch (JsonException notJson) {
            PredictAnswer answer = answer();
            return answer.of(answer.bytes(body));
        }
    }

    @Override
    public Map<String, Object> answer(Object body, Head head) throws MalformedException {
        PredictAnswer answer = answer();
        if (body instanceof Map<?, ?> map) {
            // {"code": 503, "type": "InternalServerException", "message": "Prediction failed"}
            ErrorBody error = ErrorBody.of(map);
            if (error.status().isPresent() && error.type() != null) {
                SeraiException failure = errors.of(error.status().getAsInt(), error);
                throw failure;
            }
            if (map.size() == 1 && map.containsKey("predictions")) {
                return answer.of(answer.rows(map.get("predictions")));
            }
        }
        return answer.of(body instanceof List ? answer.rows(body) : answer.columns(body));
    }

    private PredictAnswer answer() {
        return new PredictAnswer(model, asked.request());
    }
}
