package io.serai.providers.golden;

import io.serai.api.call.Operation;
import io.serai.api.error.CallerException;
import io.serai.providers.http.Translator;
import io.serai.providers.http.Translator.Asked;
import io.serai.providers.http.Translator.Delivery;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A column of {@code src/docs/providers.md}: what becomes of a probe on its way to one model.
 *
 * @param dialect that is spoken
 * @param preset of an OpenAI-compatible service; empty for none
 * @param models of each operation, by its label; dialects that treat models alike have one
 * @param model of this column
 */
record CapabilityColumn(String dialect, String preset, Map<String, List<String>> models, String model) {

    private static final String TOLD = "●";
    private static final String REFUSED = "✗";

    /** A column for each model of an operation. */
    List<CapabilityColumn> of(Operation operation) {
        return models.getOrDefault(operation.label(), List.of()).stream()
                .map(each -> new CapabilityColumn(dialect, preset, models, each))
                .toList();
    }

    @SuppressWarnings("unchecked")
    static List<CapabilityColumn> all(List<?> written) {
        List<CapabilityColumn> all = new ArrayList<>();
        for (Object element : written) {
            Map<String, Object> map = (Map<String, Object>) element;
            all.add(new CapabilityColumn(
                    (String) map.get("dialect"),
                    (String) map.getOrDefault("preset", ""),
                    (Map<String, List<String>>) map.get("models"),
                    ""));
        }
        return all;
    }

    boolean isService() {
        return dialect.equals("openai-compatible");
    }

    Map<String, Object> options() {
        return preset.isEmpty() ? Map.of() : Map.of("preset", preset);
    }

    String head() {
        String name = isService() ? (preset.isEmpty() ? "no preset" : preset) : dialect;
        return name + "<br>`" + model + "`";
    }

    /** What the translator tells of a probe. */
    @SuppressWarnings("unchecked")
    String outcome(Translator translator, Operation operation, Map<?, ?> probe) {
        try {
            List<String> dropped = translator
                    .translate(new Asked(operation, model, (Map<String, Object>) probe.get("request"), Delivery.WHOLE))
                    .outgoing()
                    .dropped();
            return dropped.isEmpty()
                    ? TOLD
                    : dropped.stream().map(field -> "`" + field + "`").collect(Collectors.joining(", "));
        } catch (CallerException refused) {
            return REFUSED;
        }
    }
}
