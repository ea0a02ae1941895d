package io.serai.processors.limits;

import java.util.function.LongConsumer;
import java.util.function.LongSupplier;
import java.util.function.ToLongBiFunction;

/**
 * The one place where all nodes take their shares of a limit from. What a node has taken counts as used until it gives it back, so that
 * all nodes together never admit more than there is; of a node that dies counts what it has told to be used, so at most its share, which is
 * what it held beyond that, is given out twice. A counter is known by its limit and the beginning of its window; capacity is what the caller
 * of a method says, which changes when somebody edits the limit.
 * Thread-safe.
 */
public interface SharePool {

    /** Of what is left, beyond what is needed at once, a node gets at most one part in so many: the last ones are not hoarded. */
    int PARTS = 16;

    /**
     * Comes before all else that is done with a counter on this node. Where no node knows anything of it, nor, of a rolling limit, of its
     * earlier windows, so much counts as taken.
     *
     * @param used asked at most once, and only where nobody knows; what it throws is thrown on, and the counter stays unknown
     * @throws io.serai.api.error.GatewayException where the pool can't be reached
     */
    void open(Counter counter, LongSupplier used);

    /**
     * Takes a share for this node: {@code least}, and of the rest of what is left then at most one in {@link #PARTS}, up to {@code most}.
     * Of a rolling limit that is left which is not taken in this window nor in any that began later than {@code from - rolling}, or lasted
     * beyond it.
     *
     * <p>Where not even {@code least} is left, and {@code most} is no more than that, what nodes hold and do not need is called back,
     * of this node too, and the taking tried again, until they have nothing. A call that would take more is not followed by a recall: whoever gives back waits
     * for such calls, so they must not wait for others.
     *
     * @param least less than this is of no use
     * @param most what the node would like to have in stock
     * @return between {@code least} and {@code most}, or 0 where not even {@code least} is left
     * @throws io.serai.api.error.GatewayException where the pool can't be reached: the node has what it has
     */
    long take(Counter counter, long least, long most);

    /** Takes what has been used already, whether it is there or not: an answer came out dearer than its estimate. */
    void overdraw(Counter counter, long amount);

    /** Gives back what was taken and will not be used. */
    void giveBack(Counter counter, long amount);

    /**
     * Who is to be told of a counter what this node has used for good: of what it has taken, and of what it has overdrawn once that is done,
     * all that it will never give back. Is there before the counter is opened and stays the same while it is in use; asks nobody, and never
     * fails.
     */
    LongConsumer spending(Counter counter);

    /** How much of it is used or held by nodes, as far as this node knows: asks nobody. */
    long taken(Counter counter);

    /**
     * Who is asked when another node needs what this one holds.
     *
     * @param idle gives up to so much of this node's idle share and says how much; it is no longer the node's when it returns, and the
     *     pool's to give: the function itself does not give it back. What is left of earlier parts of a rolling window it does, so it is
     *     not to be called on a thread that {@link #giveBack} waits for
     */
    void onRecall(ToLongBiFunction<Counter, Long> idle);
}
