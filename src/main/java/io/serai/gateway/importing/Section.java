package io.serai.gateway.importing;

import io.serai.processors.yaml.YamlMap;
import io.serai.processors.yaml.YamlNode;
import io.serai.processors.yaml.YamlNode.Place;
import io.serai.processors.yaml.YamlScalar;
import java.math.BigDecimal;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Keys of the source, of which each is either taken or reported. */
final class Section {

    private static final YamlMap NOTHING = new YamlMap(new Place("", 1, ""), Map.of(), Map.of());

    private final YamlMap map;
    private final Set<String> taken = new HashSet<>();

    Section(YamlMap map) {
        this.map = map;
    }

    static Section empty() {
        return new Section(NOTHING);
    }

    /** The section under a key; empty where there is none. */
    static Section of(YamlMap parent, String key) {
        return parent.find(key).map(node -> new Section(node.map())).orElseGet(Section::empty);
    }

    Place place() {
        return map.place();
    }

    /** The value of the first of these keys that is there. */
    Optional<YamlNode> take(String... names) {
        Optional<YamlNode> found = Optional.empty();
        for (String name : names) {
            taken.add(name);
            found = found.or(() -> map.find(name));
        }
        return found;
    }

    Optional<YamlScalar> takeScalar(String... names) {
        return take(names).map(YamlNode::scalar);
    }

    /** A number, such as seconds or a weight; one that comes out of the environment is not known here. */
    Optional<BigDecimal> takeNumber(Findings findings, String... names) {
        return takeScalar(names).flatMap(scalar -> {
            if (Environment.variable(scalar).isPresent()) {
                findings.add(scalar.place(), "is not known before it runs; write it yourself");
                return Optional.empty();
            }
            return Optional.of(scalar.decimal());
        });
    }

    boolean takeFlag(String name) {
        return takeScalar(name)
                .map(scalar -> scalar.written().equalsIgnoreCase("true"))
                .orElse(false);
    }

    /** Where a key stands. */
    Place at(String key) {
        Place whole = map.place();
        return new Place(
                whole.file(),
                map.keyLines().getOrDefault(key, whole.line()),
                whole.key().isEmpty() ? key : whole.key() + "." + key);
    }

    /** These keys, and beside them those of another section that are not here. */
    Section over(YamlMap other) {
        Map<String, YamlNode> entries = new LinkedHashMap<>(map.entries());
        other.entries().forEach(entries::putIfAbsent);
        Map<String, Integer> lines = new LinkedHashMap<>(map.keyLines());
        other.keyLines().forEach(lines::putIfAbsent);
        return new Section(new YamlMap(map.place(), entries, lines));
    }

    /** Reports all keys that nobody took. */
    void reportRest(Findings findings) {
        for (String key : map.entries().keySet()) {
            if (!taken.contains(key)) {
                findings.add(at(key), Counterparts.of(key));
            }
        }
    }

    /** The texts of a list, or of one value in place of a list. */
    List<String> takeTexts(String name) {
        return take(name)
                .map(node -> node instanceof YamlScalar scalar
                        ? List.of(scalar.text())
                        : node.list().texts())
                .orElse(List.of());
    }
}
