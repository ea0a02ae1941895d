package io.serai.processors.cache.element;

import io.serai.api.chat.Usage;
import io.serai.processors.cache.CacheKey;
import io.serai.processors.cache.CachedAnswer;
import io.serai.processors.cache.CachedAnswer.Source;
import io.serai.processors.cache.ElementCache.Known;
import io.serai.processors.cache.ElementCache.Served;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The parts of one answer, all of one and the same model: vectors and scores of two models can't be compared. */
final class Gathered {

    private final Map<CacheKey, Kept> known = new HashMap<>();
    private final Map<CacheKey, Kept> asked = new HashMap<>();
    private final List<Map<String, Object>> answers = new ArrayList<>(1);

    /** Of what was found, those parts are taken that most of them go with. */
    void known(Map<CacheKey, CachedAnswer> found) {
        found.forEach((key, answer) -> Kept.of(answer).ifPresent(kept -> known.put(key, kept)));
        Map<Optional<Source>, Long> sources =
                known.values().stream().collect(Collectors.groupingBy(Kept::source, Collectors.counting()));
        if (sources.size() > 1) {
            Optional<Source> most = sources.entrySet().stream()
                    .max(Comparator.comparing(Map.Entry<Optional<Source>, Long>::getValue)
                            .thenComparing(entry -> entry.getKey().toString()))
                    .flatMap(Map.Entry::getKey);
            known.values().removeIf(kept -> !kept.source().equals(most));
        }
    }

    /** Another call has got a part. */
    void heard(CacheKey key, Kept kept) {
        if (isEmpty() || isAllOf(kept.source())) {
            known.put(key, kept);
        }
    }

    void asked(CacheKey key, Kept kept) {
        asked.put(key, kept);
    }

    /** What was said of those that were asked for. */
    void told(Map<String, Object> answer) {
        answers.add(answer);
    }

    void clear() {
        known.clear();
        asked.clear();
        answers.clear();
    }

    Map<CacheKey, Kept> fresh() {
        return asked;
    }

    boolean has(CacheKey key) {
        return known.containsKey(key) || asked.containsKey(key);
    }

    boolean isEmpty() {
        return known.isEmpty() && asked.isEmpty();
    }

    /** Whether all parts so far are known to be of that one. */
    boolean isAllOf(Optional<Source> source) {
        return source.isPresent()
                && Stream.concat(known.values().stream(), asked.values().stream())
                        .allMatch(kept -> kept.source().equals(source));
    }

    /** An answer that nothing of this is a part of. */
    Served nothing(Map<String, Object> answer, int all) {
        return new Served(answer, new Known(0, all), Optional.empty(), new Usage(Map.of()), 0);
    }

    /** The answer to a request whose elements have these keys. */
    Served served(Batch batch, List<CacheKey> keys) {
        List<Object> values = keys.stream().map(key -> part(key).value()).toList();
        List<Kept> kept =
                keys.stream().map(known::get).flatMap(Stream::ofNullable).toList();
        Map<String, Object> saved = Usage.sum(kept.stream().map(Kept::usage).toList());
        Map<String, Object> answer = answers.size() == 1 && asked.size() == keys.size()
                ? batch.whole(answers.get(0))
                : usage(batch.answer(head(keys), values), saved);
        return new Served(
                answer,
                new Known(kept.size(), keys.size()),
                kept.stream().map(Kept::source).flatMap(Optional::stream).findFirst(),
                new Usage(saved),
                kept.stream().mapToLong(Kept::storedAt).min().orElse(0));
    }

    private Kept part(CacheKey key) {
        Kept kept = known.get(key);
        return kept == null ? Objects.requireNonNull(asked.get(key)) : kept;
    }

    private Map<String, Object> head(List<CacheKey> keys) {
        if (!answers.isEmpty()) {
            return answers.get(0);
        }
        String model = part(keys.get(0)).model();
        return model.isEmpty() ? Map.of() : Map.of("model", model);
    }

    private Map<String, Object> usage(Map<String, Object> answer, Map<String, Object> saved) {
        List<Map<String, Object>> parts = new ArrayList<>();
        answers.forEach(it -> Usage.in(it).ifPresent(usage -> parts.add(usage.map())));
        parts.add(saved);
        if (saved.get("prompt_tokens") instanceof Number tokens) {
            parts.add(Map.of("prompt_tokens_details", Map.of("cached_tokens", tokens)));
        }
        Map<String, Object> usage = Usage.sum(parts);
        if (answers.isEmpty()) {
            usage.put("cached", true);
        }
        Map<String, Object> told = new LinkedHashMap<>(answer);
        if (!usage.isEmpty()) {
            told.put("usage", usage);
        }
        return told;
    }
}
