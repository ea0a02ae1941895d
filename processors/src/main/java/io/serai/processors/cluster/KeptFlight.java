package io.serai.processors.cluster;

import io.serai.processors.cache.CachedAnswer;
import io.serai.processors.cache.InFlight;

/** An answer that is there already: it was kept between the moment at which it was looked for and that at which its call was claimed. */
final class KeptFlight implements InFlight {

    private final CachedAnswer answer;

    KeptFlight(CachedAnswer answer) {
        this.answer = answer;
    }

    @Override
    public Piece begin() {
        return new Whole(answer.answer());
    }

    @Override
    public CachedAnswer.Source source() {
        return answer.source();
    }

    @Override
    public long storedAt() {
        return answer.storedAt();
    }

    @Override
    public void close() {}
}
