package io.serai.processors.yaml;

import io.serai.processors.yaml.YamlNode.Place;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * Reads YAML into values that know where they stand: YAML 1.2, and of 1.1 the merge key {@code <<}, which many write. Pure: the text comes
 * in, the file is only named.
 */
public final class YamlFile {

    /** Aliases make a small file into a giant one, or into one without end. */
    private static final int MAX_VALUES = 200_000;

    private static final int MAX_DEPTH = 50;

    private int values;

    private YamlFile() {}

    /**
     * The document of a file; empty where it holds nothing but comments.
     *
     * @param file as messages are to name it
     * @throws YamlException naming file and line
     */
    public static Optional<YamlNode> read(String file, String text) {
        try {
            Optional<Node> top = new Compose(settings(file)).composeString(text);
            return top.map(node -> new YamlFile().value(node, new Place(file, line(node), ""), 0));
        } catch (MarkedYamlEngineException e) {
            int line = e.getProblemMark().map(mark -> mark.getLine() + 1).orElse(1);
            throw new YamlException(file, line, "", "is not YAML: " + e.getProblem());
        } catch (YamlEngineException e) {
            throw new YamlException(file, 1, "", "is not YAML: " + e.getMessage());
        }
    }

    private static LoadSettings settings(String file) {
        return LoadSettings.builder()
                .setLabel(file)
                // Refused below, by their line.
                .setAllowNonScalarKeys(true)
                // Counted below, together with what they multiply.
                .setMaxAliasesForCollections(MAX_VALUES)
                .build();
    }

    private YamlNode value(Node node, Place place, int depth) {
        if (++values > MAX_VALUES || depth > MAX_DEPTH) {
            throw wrong(place, "expected at most " + MAX_VALUES + " values and " + MAX_DEPTH + " levels, found more");
        }
        if (node instanceof MappingNode mapping) {
            return map(mapping, place, depth);
        }
        if (node instanceof SequenceNode sequence) {
            List<YamlNode> items = new ArrayList<>();
            for (Node item : sequence.getValue()) {
                items.add(value(item, place.at(line(item), items.size()), depth + 1));
            }
            return new YamlList(place, items);
        }
        if (node instanceof ScalarNode scalar) {
            return new YamlScalar(place, scalar.getValue(), scalar.getScalarStyle() != ScalarStyle.PLAIN);
        }
        throw wrong(place, "expected a value, found " + node.getNodeType());
    }

    private YamlMap map(MappingNode mapping, Place place, int depth) {
        Map<String, YamlNode> entries = new LinkedHashMap<>();
        Map<String, Integer> lines = new LinkedHashMap<>();
        List<YamlMap> merged = new ArrayList<>();
        for (NodeTuple entry : mapping.getValue()) {
            int line = line(entry.getKeyNode());
            if (!(entry.getKeyNode() instanceof ScalarNode key)) {
                throw wrong(place.on(line), "expected a name before the colon, found something else");
            }
            if (key.getValue().equals("<<") && key.getScalarStyle() == ScalarStyle.PLAIN) {
                merged.addAll(merged(value(entry.getValueNode(), place.on(line), depth + 1)));
                continue;
            }
            Place at = place.at(line(entry.getValueNode()), key.getValue());
            if (lines.put(key.getValue(), line) != null) {
                throw wrong(at.on(line), "is there twice");
            }
            entries.put(key.getValue(), value(entry.getValueNode(), at, depth + 1));
        }
        for (YamlMap more : merged) {
            more.entries().forEach(entries::putIfAbsent);
            more.keyLines().forEach(lines::putIfAbsent);
        }
        return new YamlMap(place, entries, lines);
    }

    /** <a href="https://yaml.org/type/merge.html">One object or several</a>; what is written goes before what is merged. */
    private static List<YamlMap> merged(YamlNode value) {
        return value instanceof YamlList list
                ? list.items().stream().map(YamlNode::map).toList()
                : List.of(value.map());
    }

    private static YamlException wrong(Place place, String what) {
        return new YamlException(place.file(), place.line(), place.key(), what);
    }

    private static int line(Node node) {
        return node.getStartMark().map(Mark::getLine).orElse(0) + 1;
    }
}
