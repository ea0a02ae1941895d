package io.serai.providers.compatible;

import io.serai.api.call.Operation;
import io.serai.api.json.Json;
import io.serai.providers.http.ProviderErrors;
import io.serai.providers.http.Translation;
import io.serai.providers.http.Translator.Asked;
import io.serai.providers.http.Translator.Head;
import io.serai.providers.http.Translator.Outgoing;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One call for embeddings, or for a ranking as Jina, Together, Voyage and the model servers have it. */
final class VectorCall implements Translation {

    private static final String INPUT_TYPE = "input_type";
    private static final String DOCUMENT = "document";

    private final Asked asked;
    private final Service service;
    private final Address address;
    private final Map<String, String> headers;
    private final ProviderErrors errors;

    VectorCall(Asked asked, Service service, Address address, Map<String, String> headers, ProviderErrors errors) {
        this.asked = asked;
        this.service = service;
        this.address = address;
        this.headers = headers;
        this.errors = errors;
    }

    @Override
    public Outgoing outgoing() {
        Map<String, Object> body = Bodies.request(asked.request());
        List<String> dropped = new ArrayList<>(0);
        boolean embed = asked.operation() == Operation.EMBED;
        if (embed) {
            inputType(body, dropped);
        } else {
            documents(body);
        }
        rename(body, embed ? service.embedNames() : service.rerankNames(), dropped);
        Bodies.model(body, address.named(asked.model()));
        String endpoint = embed ? "/embeddings" : "/rerank";
        return new Outgoing(address.path(endpoint, asked.model()), headers, Json.write(body), dropped);
    }

    @Override
    public Map<String, Object> answer(Object body, Head head) throws MalformedException {
        Map<String, Object> answer = Bodies.read(body, errors);
        if (answer.get("usage") instanceof Map<?, ?> usage) {
            UsageReader.total(ChoiceReader.cast(usage));
        }
        return asked.operation() == Operation.RERANK ? ranking(answer) : answer;
    }

    @Override
    public Events events(Head head) {
        throw new IllegalStateException("not streamed");
    }

    private void inputType(Map<String, Object> body, List<String> dropped) {
        Object type = body.get(INPUT_TYPE);
        if (type == null || service.inputTypes().isEmpty()) {
            return;
        }
        String own = service.inputTypes().get(type.toString());
        if (own != null) {
            body.put(INPUT_TYPE, own);
        } else if (!service.inputTypes().containsValue(type.toString())) {
            body.remove(INPUT_TYPE);
            dropped.add(INPUT_TYPE);
        }
    }

    private static void rename(Map<String, Object> body, Map<String, String> names, List<String> dropped) {
        names.forEach((canonical, own) -> {
            Object value = body.remove(canonical);
            if (value == null) {
                return;
            }
            if (!own.equals(Service.NO_NAME)) {
                body.put(own, value);
                // "float" is what vectors are unless said otherwise.
            } else if (!"float".equals(value)) {
                dropped.add(canonical);
            }
        });
    }

    private void documents(Map<String, Object> body) {
        if (service.wording().is(Quirk.TEXT_DOCUMENTS) && body.get("documents") instanceof List<?> documents) {
            List<Object> texts = new ArrayList<>(documents.size());
            for (Object document : documents) {
                texts.add(
                        document instanceof Map<?, ?> map && map.get("text") instanceof String text ? text : document);
            }
            body.put("documents", texts);
        }
    }

    /** Voyage calls the results {@code data}; llama.cpp answers in the order of the documents. */
    private Map<String, Object> ranking(Map<String, Object> answer) throws MalformedException {
        Object given = answer.containsKey("results") ? answer.get("results") : answer.remove("data");
        if (!(given instanceof List<?> list)) {
            throw new MalformedException("expected results, found " + Json.kindOf(given));
        }
        List<Map<String, Object>> results = new ArrayList<>(list.size());
        for (Object element : list) {
            if (element instanceof Map<?, ?> map) {
                Map<String, Object> result = ChoiceReader.cast(map);
                if (result.get(DOCUMENT) instanceof String text) {
                    result.put(DOCUMENT, new LinkedHashMap<>(Map.of("text", text)));
                }
                results.add(result);
            }
        }
        results.sort(Comparator.comparing(VectorCall::score).reversed());
        answer.put("results", results);
        answer.putIfAbsent("model", asked.model());
        return answer;
    }

    private static BigDecimal score(Map<String, Object> result) {
        @Nullable Object score = result.get("relevance_score");
        return score instanceof Number number ? new BigDecimal(number.toString()) : BigDecimal.ZERO;
    }
}
