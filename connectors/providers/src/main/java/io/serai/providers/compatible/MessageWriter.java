package io.serai.providers.compatible;

import io.serai.api.chat.ReasoningDetail;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The messages of one request in a service's own words. A message that needs no change is the one that was given. */
final class MessageWriter {

    private static final String REASONING = "reasoning";
    private static final String REASONING_CONTENT = "reasoning_content";
    private static final String PREFIX = "prefix";

    private final Wording wording;
    private final List<String> dropped;
    private final PartWriter parts;
    private final boolean tools;
    private boolean prefix;

    MessageWriter(Wording wording, Map<String, Object> body, List<String> dropped) {
        this.wording = wording;
        this.dropped = dropped;
        this.parts = new PartWriter(wording, dropped);
        this.tools = wording.history() == Wording.History.REASONING_CONTENT_WITH_TOOLS && hasTools(body);
    }

    /** Whether a message was the beginning of the answer. */
    boolean hasPrefix() {
        return prefix;
    }

    Map<?, ?> write(int index, Map<?, ?> message, boolean last) {
        Message own = new Message(index, message);
        // Whole turns in another API's words: who does not speak it goes by the rest of the message.
        own.drop("native");
        if (!wording.is(Quirk.NOTHING_KNOWN)) {
            boolean assistant = "assistant".equals(message.get("role"));
            if (assistant) {
                history(own);
            }
            members(own);
            content(own);
            ids(own);
            if (assistant && wording.is(Quirk.PREFIX)) {
                prefix(own, last);
            }
        }
        return own.told();
    }

    private void members(Message message) {
        boolean tool = "tool".equals(message.get("role"));
        if (wording.is(Quirk.NO_DEVELOPER) && "developer".equals(message.get("role"))) {
            message.put("role", "system");
        }
        for (Object key : message.given().keySet()) {
            String name = String.valueOf(key);
            if (wording.messageMembers().contains(name) && !(tool && name.equals("name"))) {
                message.drop(name);
            }
        }
    }

    private void content(Message message) {
        if (!(message.get("content") instanceof List<?> content)) {
            return;
        }
        String path = "messages[" + message.index() + "].content";
        boolean textOnly = wording.is(Quirk.TEXT_RESULTS) && "tool".equals(message.get("role"));
        List<?> told = parts.write(path, content, textOnly);
        if (told != content) {
            // An empty list is refused; there is nothing else that could be said.
            message.put("content", told.isEmpty() ? "" : told);
        }
    }

    private void history(Message message) {
        Wording.History history = wording.history();
        if (history == Wording.History.CANONICAL || !reasons(message.given())) {
            return;
        }
        if (history == Wording.History.NOT_AT_ALL) {
            message.drop(REASONING_CONTENT);
            message.drop(REASONING);
            message.drop(ReasoningDetail.MEMBER);
            return;
        }
        String text = text(message.given());
        signatures(message);
        message.remove(ReasoningDetail.MEMBER);
        switch (history) {
            case REASONING -> {
                message.remove(REASONING_CONTENT);
                message.say(REASONING, text);
            }
            case THINKING_PART -> {
                message.remove(REASONING_CONTENT);
                message.remove(REASONING);
                if (text != null) {
                    message.put("content", MistralParts.thinking(text, message.get("content")));
                }
            }
            case REASONING_CONTENT_WITH_TOOLS -> {
                message.remove(REASONING);
                // DeepSeek ignores it elsewhere: https://api-docs.deepseek.com/guides/thinking_mode
                message.say(REASONING_CONTENT, tools ? text : null);
            }
            default -> {
                message.remove(REASONING);
                message.say(REASONING_CONTENT, text);
            }
        }
    }

    /** What verifies reasoning, or stands for it, is lost on a service that takes back text. */
    private void signatures(Message message) {
        List<ReasoningDetail> details = ReasoningDetail.in(cast(message.given()));
        for (int i = 0; i < details.size(); i++) {
            ReasoningDetail detail = details.get(i);
            String path = "messages[" + message.index() + "]." + ReasoningDetail.MEMBER + "[" + i + "]";
            if (detail.readable().isEmpty()) {
                dropped.add(path);
            } else if (detail.map().get("signature") != null) {
                dropped.add(path + ".signature");
            }
        }
    }

    private static boolean reasons(Map<?, ?> message) {
        return message.containsKey(REASONING_CONTENT)
                || message.containsKey(ReasoningDetail.MEMBER)
                || message.containsKey(REASONING);
    }

    private static @Nullable String text(Map<?, ?> message) {
        if (message.get(REASONING_CONTENT) instanceof String text) {
            return text.isEmpty() ? null : text;
        }
        StringBuilder joined = new StringBuilder();
        ReasoningDetail.in(cast(message)).forEach(detail -> detail.readable().ifPresent(joined::append));
        if (joined.isEmpty() && message.get(REASONING) instanceof String text) {
            joined.append(text);
        }
        return joined.isEmpty() ? null : joined.toString();
    }

    private void ids(Message message) {
        if (!wording.is(Quirk.SHORT_TOOL_IDS)) {
            return;
        }
        if (message.get("tool_call_id") instanceof String id && !ShortIds.fits(id)) {
            message.put("tool_call_id", ShortIds.of(id));
        }
        if (message.get("tool_calls") instanceof List<?> calls) {
            List<Object> own = new ArrayList<>(calls.size());
            boolean changed = false;
            for (Object call : calls) {
                if (call instanceof Map<?, ?> map && map.get("id") instanceof String id && !ShortIds.fits(id)) {
                    Map<Object, Object> copy = new LinkedHashMap<>(map);
                    copy.put("id", ShortIds.of(id));
                    own.add(copy);
                    changed = true;
                } else {
                    own.add(call);
                }
            }
            if (changed) {
                message.put("tool_calls", own);
            }
        }
    }

    private void prefix(Message message, boolean last) {
        if (last && message.get(PREFIX) == null && !(message.get("tool_calls") instanceof List<?>)) {
            message.put(PREFIX, true);
        }
        prefix |= Boolean.TRUE.equals(message.get(PREFIX));
    }

    private static boolean hasTools(Map<String, Object> body) {
        if (body.get("tools") instanceof List<?> tools && !tools.isEmpty()) {
            return true;
        }
        if (body.get("messages") instanceof List<?> messages) {
            for (Object message : messages) {
                if (message instanceof Map<?, ?> map && map.get("tool_calls") instanceof List<?>) {
                    return true;
                }
            }
        }
        return false;
    }

    /** A message that is copied once it is changed. */
    private final class Message {

        private final int index;
        private final Map<?, ?> given;
        private @Nullable Map<Object, Object> copy;

        Message(int index, Map<?, ?> given) {
            this.index = index;
            this.given = given;
        }

        int index() {
            return index;
        }

        Map<?, ?> given() {
            return given;
        }

        Map<?, ?> told() {
            return copy == null ? given : copy;
        }

        @Nullable
        Object get(String name) {
            return told().get(name);
        }

        void put(String name, Object value) {
            copy().put(name, value);
        }

        /** Sets a member, or removes it where there is nothing to say. */
        void say(String name, @Nullable String value) {
            if (value == null) {
                remove(name);
            } else if (!value.equals(get(name))) {
                put(name, value);
            }
        }

        void remove(String name) {
            if (told().containsKey(name)) {
                copy().remove(name);
            }
        }

        /** Removes a member with notice. */
        void drop(String name) {
            if (told().containsKey(name)) {
                Object value = copy().remove(name);
                if (!Defaults.has(name, value)) {
                    dropped.add("messages[" + index + "]." + name);
                }
            }
        }

        private Map<Object, Object> copy() {
            if (copy == null) {
                copy = new LinkedHashMap<>(given);
            }
            return copy;
        }
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> cast(Map<?, ?> map) {
        return (Map<String, Object>) map;
    }
}
