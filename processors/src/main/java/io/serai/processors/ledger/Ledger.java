package io.serai.processors.ledger;

/**
 * Takes down what is reserved, and what becomes of it. Each is durable against the death of this process once the method returns. A call
 * is known by its line itself: the same object is to be given from its reservation to its end. A second end is ignored.
 */
public interface Ledger {

    /** Keeps nothing. */
    Ledger NONE = new Ledger() {
        @Override
        public void reserve(Line line, Amounts most) {}

        @Override
        public void extend(Line line, Amounts more) {}

        @Override
        public void settle(Line line, Charge charge) {}

        @Override
        public void release(Line line, String cause) {}
    };

    /**
     * The call may begin, and cost at most this.
     *
     * @throws io.serai.api.error.GatewayException where that can't be taken down: the call must not be made
     */
    void reserve(Line line, Amounts most);

    /** A long answer goes on, and may cost this much more. */
    void extend(Line line, Amounts more);

    /** The call has ended and costs this, instead of what was reserved for it. */
    void settle(Line line, Charge charge);

    /** The call has ended and costs nothing. */
    void release(Line line, String cause);
}
