package io.serai.processors.audit;

import java.util.EnumMap;
import java.util.Map;

/** Details as one JSON object of texts, in the order of {@link Detail}. Plain names hold nothing that JSON would escape. */
final class DetailText {

    private DetailText() {}

    static String of(Map<Detail, String> details) {
        if (details.isEmpty()) {
            return "{}";
        }
        StringBuilder text = new StringBuilder(64);
        for (Map.Entry<Detail, String> detail : details.entrySet()) {
            text.append(text.length() == 0 ? "{\"" : ",\"")
                    .append(detail.getKey().label())
                    .append("\":\"")
                    .append(detail.getValue())
                    .append('"');
        }
        return text.append('}').toString();
    }

    /** Of what {@link #of} wrote; what else a text holds is left out. */
    static Map<Detail, String> read(String text) {
        Map<Detail, String> details = new EnumMap<>(Detail.class);
        int at = 0;
        while (true) {
            int name = text.indexOf('"', at);
            int nameEnd = name < 0 ? -1 : text.indexOf("\":\"", name + 1);
            int valueEnd = nameEnd < 0 ? -1 : text.indexOf('"', nameEnd + 3);
            if (valueEnd < 0) {
                return details;
            }
            String value = text.substring(nameEnd + 3, valueEnd);
            Detail.of(text.substring(name + 1, nameEnd)).ifPresent(detail -> details.put(detail, value));
            at = valueEnd + 1;
        }
    }
}
