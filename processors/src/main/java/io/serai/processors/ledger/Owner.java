package io.serai.processors.ledger;

/**
 * One process that books. Of the same node each has a later epoch.
 *
 * @param node belongs to the folder of the journal, for as long as that exists
 * @param epoch when the process opened the journal, in milliseconds since the epoch, or later where clocks went back
 */
record Owner(String node, long epoch) {

    /** The id of one of its calls, by the call's number: unique among all nodes, for ever. */
    String call(long number) {
        return node
                + '.'
                + Long.toString(epoch, Character.MAX_RADIX)
                + '.'
                + Long.toString(number, Character.MAX_RADIX);
    }
}
