package io.serai.processors.cache;

import io.serai.api.chat.Usage;
import java.util.Map;
import java.util.Optional;

/** Answers calls element by element from what is kept, and asks for the rest. Thread-safe. */
public interface ElementCache {

    /**
     * Answers a call.
     *
     * @return empty where the call is none that it knows how to take apart: then it has asked nobody
     * @throws io.serai.api.error.SeraiException where what is not kept can't be had
     */
    Optional<Served> serve(ElementCall call);

    /** How much of a call is kept; asks nobody. */
    Optional<Known> look(ElementCall call);

    /** Of so many elements so many are kept. */
    record Known(int known, int all) {}

    /**
     * What was answered.
     *
     * @param answer in canonical form; its usage is that of all elements, with {@code cached: true} where all of them were kept, or with
     *     {@code cached_tokens} for the part that was
     * @param known how many elements were kept, and of how many, and from whom: empty where none was
     * @param saved what the known ones would have used, about: providers count the tokens of a batch, not those of its elements
     * @param oldest when the first of the known ones was kept, in milliseconds since the epoch; 0 where none was
     */
    record Served(
            Map<String, Object> answer, Known known, Optional<CachedAnswer.Source> source, Usage saved, long oldest) {}
}
