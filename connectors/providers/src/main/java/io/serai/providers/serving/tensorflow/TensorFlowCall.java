package io.serai.providers.serving.tensorflow;

import io.serai.api.error.SeraiException;
import io.serai.api.json.Json;
import io.serai.providers.http.JsonObjects;
import io.serai.providers.http.ProviderErrors;
import io.serai.providers.http.Translator.Asked;
import io.serai.providers.http.Translator.Head;
import io.serai.providers.http.Translator.Outgoing;
import io.serai.providers.serving.Members;
import io.serai.providers.serving.ModelName;
import io.serai.providers.serving.PredictAnswer;
import io.serai.providers.serving.PredictCall;
import io.serai.providers.serving.Rows;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A prediction by TensorFlow Serving's <a href="https://www.tensorflow.org/tfx/serving/api_rest#predict_api">predict API</a>. */
final class TensorFlowCall implements PredictCall {

    private static final String SIGNATURE_NAME = "signature_name";
    private static final List<String> VERSIONS = List.of("versions", "labels");

    /** How inputs and outputs are laid out. */
    enum Format {
        COLUMNAR,
        ROW
    }

    private final Asked asked;
    private final Format format;
    private final Optional<String> signature;
    private final ProviderErrors errors;
    private final ModelName model;

    TensorFlowCall(Asked asked, Format format, Optional<String> signature, ProviderErrors errors) {
        this.asked = asked;
        this.format = format;
        this.signature = signature;
        this.errors = errors;
        this.model = ModelName.of(asked.model(), asked.request(), VERSIONS);
    }

    @Override
    public Outgoing outgoing() {
        Map<String, Object> request = asked.request();
        Map<String, Object> body = new LinkedHashMap<>();
        signature(request).ifPresent(name -> body.put(SIGNATURE_NAME, name));
        if (format == Format.ROW) {
            body.put("instances", Rows.of(request));
        } else {
            body.put("inputs", Rows.columns(request));
        }
        Members.merge(request, body);
        return new Outgoing(
                "/v1/models/" + model.path() + ":predict",
                Map.of(),
                Json.write(body),
                Members.unsaid(request, Set.of(SIGNATURE_NAME)));
    }

    private Optional<Object> signature(Map<String, Object> request) {
        return request.get("parameters") instanceof Map<?, ?> parameters && parameters.get(SIGNATURE_NAME) != null
                ? Optional.of(parameters.get(SIGNATURE_NAME))
                : signature.map(name -> name);
    }

    @Override
    public Map<String, Object> answer(Object body, Head head) throws MalformedException {
        Map<String, Object> told = JsonObjects.object(body);
        SeraiException error = errors.within(told);
        if (error != null) {
            throw error;
        }
        PredictAnswer answer = new PredictAnswer(model, asked.request());
        if (told.containsKey("outputs")) {
            return answer.of(answer.columns(told.get("outputs")));
        }
        if (told.containsKey("predictions")) {
            return answer.of(answer.rows(told.get("predictions")));
        }
        throw new MalformedException("expected outputs or predictions");
    }
}
