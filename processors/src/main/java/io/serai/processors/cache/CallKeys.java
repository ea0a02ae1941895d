package io.serai.processors.cache;

import io.serai.api.call.CallNames;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.camel.Message;
import org.apache.camel.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The keys of calls: SHA-256 over all that can change an answer. That is the request but for what the policy leaves out, the model that is
 * asked, the version of the route that answers, and what chooses who answers: headers of the caller, and conditions.
 */
final class CallKeys {

    /** Another number whenever keys are made in another way: two versions of a node must not take one's keys for the other's. */
    private static final String FORMAT = "serai-answer-1";

    private static final String ALONE = "x-serai-no-fallback";
    private static final String STRICT = "x-serai-strict";
    private static final String MESSAGES = "messages";
    private static final String CONTENT = "content";

    private final String version;
    private final List<Predicate> conditions;
    private final Set<String> left;
    private final Set<String> leftWithMessages;

    /**
     * Keys of one cache.
     *
     * @param ignored members of requests that are not part of the key
     * @param conditions of which it is part of the key whether they hold
     */
    CallKeys(String version, Set<String> ignored, List<Predicate> conditions) {
        this.version = version;
        this.conditions = conditions;
        Set<String> all = new HashSet<>(ignored);
        all.addAll(CachePolicy.NEVER_PART);
        this.left = Set.copyOf(all);
        all.add(MESSAGES);
        this.leftWithMessages = Set.copyOf(all);
    }

    /** Of a call that is answered as a whole. */
    CacheKey of(String scope, AskedCall call) {
        return new CacheKey(scope, head(call).add(call.request(), left).hex());
    }

    /** Of a call that is answered element by element: all that its elements have in common. */
    String setting(AskedCall call, Set<String> elements) {
        return head(call).add("element").add(call.request(), elements).hex();
    }

    /** What a call to chat asks last, where that is a text of the user's and nothing but texts surrounds it. */
    Optional<Lookalikes.Question> question(String scope, AskedCall call) {
        Map<String, Object> request = call.request();
        if (!(request.get(MESSAGES) instanceof List<?> messages) || messages.isEmpty() || !areTexts(messages)) {
            return Optional.empty();
        }
        int end = messages.size() - 1;
        if (!(messages.get(end) instanceof Map<?, ?> last) || !"user".equals(last.get("role"))) {
            return Optional.empty();
        }
        String text = textOf(last.get(CONTENT));
        if (text == null || text.isBlank()) {
            return Optional.empty();
        }
        String setting = head(call)
                .add("question")
                .add(request, leftWithMessages)
                .add(messages.subList(0, end))
                .add(last, Set.of(CONTENT))
                .hex();
        return Optional.of(new Lookalikes.Question(scope, setting, text));
    }

    private RequestDigest head(AskedCall call) {
        Message message = call.exchange().getMessage();
        RequestDigest head = RequestDigest.begin()
                .add(FORMAT)
                .add(version)
                .add(call.model())
                .add(call.operation().label())
                .add(told(message, CallNames.TAGS))
                .add(told(message, CallNames.REGION))
                .add(told(message, ALONE))
                .add(told(message, STRICT))
                .add(told(message, ClientWish.KEY));
        for (Predicate condition : conditions) {
            head.add(condition.matches(call.exchange()));
        }
        return head;
    }

    private static @Nullable String told(Message message, String header) {
        return message.getHeader(header, String.class);
    }

    /** Of what a picture shows its digest says nothing. */
    private static boolean areTexts(List<?> messages) {
        for (Object message : messages) {
            if (message instanceof Map<?, ?> members && members.get(CONTENT) instanceof List<?> parts) {
                for (Object part : parts) {
                    if (!(part instanceof Map<?, ?> known) || !"text".equals(known.get("type"))) {
                        return false;
                    }
                }
            }
        }
        return true;
    }

    private static @Nullable String textOf(@Nullable Object content) {
        if (content instanceof String text) {
            return text;
        }
        return content instanceof List<?> parts
                        && parts.size() == 1
                        && parts.get(0) instanceof Map<?, ?> part
                        && part.size() == 2
                        && part.get("text") instanceof String text
                ? text
                : null;
    }
}
