package io.serai.processors.limits;

import java.util.function.LongConsumer;
import java.util.function.LongSupplier;
import java.util.function.ToLongBiFunction;

/** A pool that is another one, but for what a test changes. */
public abstract class ForwardingPool implements SharePool {

    private final SharePool pool;

    protected ForwardingPool(SharePool pool) {
        this.pool = pool;
    }

    @Override
    public void open(Counter counter, LongSupplier used) {
        pool.open(counter, used);
    }

    @Override
    public long take(Counter counter, long least, long most) {
        return pool.take(counter, least, most);
    }

    @Override
    public void overdraw(Counter counter, long amount) {
        pool.overdraw(counter, amount);
    }

    @Override
    public void giveBack(Counter counter, long amount) {
        pool.giveBack(counter, amount);
    }

    @Override
    public LongConsumer spending(Counter counter) {
        return pool.spending(counter);
    }

    @Override
    public long taken(Counter counter) {
        return pool.taken(counter);
    }

    @Override
    public void onRecall(ToLongBiFunction<Counter, Long> idle) {
        pool.onRecall(idle);
    }
}
