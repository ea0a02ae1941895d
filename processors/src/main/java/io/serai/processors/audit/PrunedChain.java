package io.serai.processors.audit;

/**
 * The statement that the beginning of a chain was removed because it was old, signed like a seal. It is about the rows that are gone, up to
 * the last row of a seal, and under a name that no chain has, so that it can't be taken for a seal nor a seal for it.
 */
final class PrunedChain {

    /** No {@link ChainName} begins so: a node's name has no blank. */
    private static final String NAME = "pruned ";

    private PrunedChain() {}

    /** Signs that all up to and with a seal is gone. */
    static Seal of(Seal last, long at, SealSigner signer) {
        return signer.sign(new Seal(
                NAME + last.chain(), last.number(), 1, last.last(), RowDigest.BEGINNING, last.head(), at, "", ""));
    }

    static String chain(Seal pruned) {
        return pruned.chain().substring(NAME.length());
    }

    /** As it is kept, under the name of its chain. */
    static Seal named(Seal kept) {
        return new Seal(
                NAME + kept.chain(),
                kept.number(),
                kept.first(),
                kept.last(),
                kept.previous(),
                kept.head(),
                kept.at(),
                kept.key(),
                kept.signature());
    }

    /** What the first seal that is left follows. */
    static Seal before(Seal pruned) {
        return new Seal(
                chain(pruned),
                pruned.number(),
                pruned.first(),
                pruned.last(),
                pruned.previous(),
                pruned.head(),
                pruned.at(),
                "",
                "");
    }
}
