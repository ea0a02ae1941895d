package io.serai.gateway.cli;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Shows answers to people: lists as a table, single objects as a line per field. */
final class AnswerPrinter {

    private final PrintStream out;

    AnswerPrinter(PrintStream out) {
        this.out = out;
    }

    /** @param columns what a row shows, by the names of the fields */
    void table(List<String> columns, List<Map<String, Object>> items) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(columns.stream().map(AnswerPrinter::title).toList());
        items.forEach(item ->
                rows.add(columns.stream().map(column -> text(at(item, column))).toList()));
        int[] widths = new int[columns.size()];
        for (List<String> row : rows) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        }
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < widths.length; i++) {
                line.append(row.get(i)).append(" ".repeat(widths[i] - row.get(i).length() + 2));
            }
            out.println(line.toString().stripTrailing());
        }
    }

    void object(Map<String, Object> object) {
        int width = object.keySet().stream().mapToInt(String::length).max().orElse(0);
        object.forEach((name, value) -> {
            if (value instanceof List<?> list && list.stream().anyMatch(Map.class::isInstance)) {
                out.println(name);
                list.forEach(each -> out.println("  " + text(each)));
            } else {
                out.println(name + " ".repeat(width - name.length() + 2) + text(value));
            }
        });
    }

    private static String title(String column) {
        return column.substring(column.lastIndexOf('.') + 1).toUpperCase(java.util.Locale.ROOT);
    }

    private static @Nullable Object at(Map<String, Object> item, String column) {
        Object found = item;
        for (String step : column.split("\\.")) {
            found = found instanceof Map<?, ?> map ? map.get(step) : null;
        }
        return found;
    }

    /** Without control characters, which a terminal would obey. */
    private static String text(@Nullable Object value) {
        if (value == null) {
            return "";
        }
        if (value instanceof Collection<?> list) {
            return list.stream().map(AnswerPrinter::text).collect(Collectors.joining(","));
        }
        if (value instanceof Map<?, ?> map) {
            return map.entrySet().stream()
                    .map(entry -> entry.getKey() + "=" + text(entry.getValue()))
                    .collect(Collectors.joining(" "));
        }
        return value.toString().replaceAll("\\p{Cntrl}", " ");
    }
}
