package io.serai.providers.responses;

import io.serai.api.chat.ReasoningDetail;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reasoning as it goes back to where it came from (<a
 * href="https://platform.openai.com/docs/guides/reasoning#encrypted-reasoning-items">encrypted reasoning items</a>). Elements with the same
 * id were one item; each item goes where its first element was.
 *
 * @param kept whether the provider keeps what was said before, so that an id stands for all of an item
 */
record ReasoningItems(boolean kept) {

    List<Object> of(List<ReasoningDetail> details, String at, List<String> dropped) {
        Map<String, Item> byId = new LinkedHashMap<>();
        List<Item> items = new ArrayList<>(1);
        for (int i = 0; i < details.size(); i++) {
            ReasoningDetail detail = details.get(i);
            String path = at + "." + ReasoningDetail.MEMBER + "[" + i + "]";
            if (!ReasoningDetail.OPENAI.equals(detail.map().get("format"))) {
                dropped.add(path);
                continue;
            }
            String id = detail.string("id").orElse("");
            Item item = byId.get(id);
            if (item == null || (id.isEmpty() && item.map.containsKey("encrypted_content"))) {
                item = new Item(id);
                byId.put(id, item);
                items.add(item);
            }
            item.add(detail, path);
        }
        List<Object> told = new ArrayList<>(items.size());
        for (Item item : items) {
            if (kept || item.isWhole()) {
                told.add(item.map);
            } else {
                dropped.addAll(item.paths);
            }
        }
        return told;
    }

    private static final class Item {

        private final Map<String, Object> map = new LinkedHashMap<>();
        private final List<Object> summary = new ArrayList<>(1);
        private final List<Object> content = new ArrayList<>(0);
        private final List<String> paths = new ArrayList<>(2);

        Item(String id) {
            map.put("type", "reasoning");
            if (!id.isEmpty()) {
                map.put("id", id);
            }
            map.put("summary", summary);
        }

        void add(ReasoningDetail detail, String path) {
            paths.add(path);
            if (detail.is(ReasoningDetail.Type.ENCRYPTED)) {
                detail.string("data").ifPresent(data -> map.put("encrypted_content", data));
            } else if (detail.is(ReasoningDetail.Type.SUMMARY)) {
                summary.add(part("summary_text", detail));
            } else {
                content.add(part("reasoning_text", detail));
                map.put("content", content);
            }
        }

        /**
         * OpenAI, of an item that has only an id: "Items are not persisted when `store` is set to false" (<a
         * href="https://github.com/can1357/oh-my-pi/issues/41">an example</a>).
         */
        boolean isWhole() {
            return map.containsKey("encrypted_content") || map.containsKey("content");
        }

        private static Map<String, Object> part(String type, ReasoningDetail detail) {
            Map<String, Object> part = new LinkedHashMap<>();
            part.put("type", type);
            part.put("text", detail.readable().orElse(""));
            return part;
        }
    }
}
