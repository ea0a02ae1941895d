package io.serai.processors.yaml;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Keys with values, in the order of the file.
 *
 * @param keyLines the line of each key, which stands above its value where that is a list or an object
 */
public record YamlMap(Place place, Map<String, YamlNode> entries, Map<String, Integer> keyLines) implements YamlNode {

    public YamlMap {
        entries = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
        keyLines = Map.copyOf(keyLines);
    }

    /** The value of a key; empty where there is none, or nothing is written. */
    public Optional<YamlNode> find(String key) {
        YamlNode value = entries.get(key);
        return value == null || (value instanceof YamlScalar scalar && scalar.isNothing())
                ? Optional.empty()
                : Optional.of(value);
    }

    /** The value of a key that has to be there. */
    public YamlNode require(String key) {
        return find(key).orElseThrow(() -> wrong("expected '" + key + "', found only " + names()));
    }

    /** Refuses keys other than these. */
    public YamlMap only(List<String> known) {
        for (String key : entries.keySet()) {
            if (!known.contains(key)) {
                throw wrongKey(key, "is not known; expected one of " + String.join(", ", known));
            }
        }
        return this;
    }

    /** What is wrong with a key of this object, ready to be thrown. */
    public YamlException wrongKey(String key, String what) {
        Place at = place.at(keyLines.getOrDefault(key, place.line()), key);
        return new YamlException(at.file(), at.line(), at.key(), what);
    }

    @Override
    public String words() {
        return entries.isEmpty() ? "an empty object" : "the keys " + names();
    }

    private String names() {
        return entries.isEmpty() ? "no keys" : String.join(", ", entries.keySet());
    }
}
