package io.serai.processors.models;

import io.serai.processors.yaml.YamlFile;
import io.serai.processors.yaml.YamlList;
import io.serai.processors.yaml.YamlMap;
import io.serai.processors.yaml.YamlNode;
import io.serai.processors.yaml.YamlNode.Place;
import io.serai.processors.yaml.YamlScalar;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Reads the models of a file; what does not fit is refused by file, line and key. */
final class ModelsReader {

    private static final String MODELS = "models";
    private static final String PLACEHOLDER = "{{";

    private final UnaryOperator<String> placeholders;

    /** @param placeholders puts values in the place of Camel's placeholders in a text */
    ModelsReader(UnaryOperator<String> placeholders) {
        this.placeholders = placeholders;
    }

    /** @param file as messages are to name it */
    List<ModelEntry> read(String file, String text) {
        Optional<YamlNode> document = YamlFile.read(file, text);
        List<ModelEntry> entries = new ArrayList<>();
        document.filter(node -> !(node instanceof YamlScalar scalar && scalar.isNothing()))
                .flatMap(node -> Terms.only(node, List.of(MODELS)).find(MODELS))
                .map(YamlNode::map)
                .ifPresent(models -> models.entries().keySet().forEach(name -> entries.add(entry(models, name))));
        return entries;
    }

    private ModelEntry entry(YamlMap models, String name) {
        if (!Terms.isName(name)) {
            throw models.wrongKey(
                    name, "expected a name of letters, digits and . _ - : / @ ~ that can be called, such as fast");
        }
        YamlNode entry = models.find(name)
                .orElseThrow(() -> models.wrongKey(name, "expected a model with 'targets', found nothing"));
        Mention mention = new Mention(name, place(models, name));
        return new EntryReader(mention, resolved(entry)).read();
    }

    /** Where the name itself stands. */
    private static Place place(YamlMap models, String name) {
        int line = models.keyLines().getOrDefault(name, models.place().line());
        return new Place(models.place().file(), line, models.place().key() + "." + name);
    }

    private YamlNode resolved(YamlNode node) {
        if (node instanceof YamlMap map) {
            Map<String, YamlNode> entries = new LinkedHashMap<>();
            map.entries().forEach((key, value) -> entries.put(key, resolved(value)));
            return new YamlMap(map.place(), entries, map.keyLines());
        }
        if (node instanceof YamlList list) {
            return new YamlList(
                    list.place(), list.items().stream().map(this::resolved).toList());
        }
        return node instanceof YamlScalar scalar && scalar.written().contains(PLACEHOLDER) ? resolved(scalar) : node;
    }

    private YamlScalar resolved(YamlScalar scalar) {
        try {
            return new YamlScalar(scalar.place(), placeholders.apply(scalar.written()), scalar.quoted());
        } catch (IllegalArgumentException e) {
            throw scalar.wrong("expected a placeholder that has a value: " + e.getMessage());
        }
    }
}
