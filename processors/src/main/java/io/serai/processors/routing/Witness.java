package io.serai.processors.routing;

import io.serai.api.chat.Usage;
import io.serai.api.error.SeraiException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Is told how an answer goes, once it is sure whose it is. */
interface Witness {

    Witness NONE = new Witness() {
        @Override
        public void answers() {}

        @Override
        public void used(long tokens) {}

        @Override
        public void succeeded() {}

        @Override
        public void failed(SeraiException failure) {}

        @Override
        public void abandoned() {}
    };

    /** The answer has come whole. */
    default void answers(@Nullable Object whole) {
        answers();
        if (whole instanceof Map<?, ?> answer && answer.get("usage") instanceof Map<?, ?>) {
            Usage.in(cast(answer)).ifPresent(usage -> used(usage.totalTokens()));
        }
        succeeded();
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> cast(Map<?, ?> answer) {
        return (Map<String, Object>) answer;
    }

    /** The first content, or the whole answer, is there. */
    void answers();

    void used(long tokens);

    void succeeded();

    void failed(SeraiException failure);

    /** Nobody wanted the rest. */
    void abandoned();
}
