package io.serai.processors.yaml;

import java.util.List;

/** A list of values. */
public record YamlList(Place place, List<YamlNode> items) implements YamlNode {

    public YamlList {
        items = List.copyOf(items);
    }

    /** Each of them as a text. */
    public List<String> texts() {
        return items.stream().map(item -> item.scalar().text()).toList();
    }

    @Override
    public String words() {
        return "a list";
    }
}
