package io.serai.api.standing;

import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;

/** A value that is never changed but replaced, by whoever comes first. */
final class Cell<T> {

    private final AtomicReference<T> value;

    Cell(T first) {
        this.value = new AtomicReference<>(first);
    }

    T get() {
        return Objects.requireNonNull(value.get());
    }

    /** Puts a successor in the place of what was seen; false where somebody else has done so. */
    boolean replace(T seen, T by) {
        return value.compareAndSet(seen, by);
    }

    void change(UnaryOperator<T> by) {
        value.updateAndGet(by);
    }
}
