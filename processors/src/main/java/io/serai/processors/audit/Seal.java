package io.serai.processors.audit;

/**
 * The signed statement that a stretch of a chain is so and not otherwise.
 *
 * @param number of the seal in its chain, from 1
 * @param first number of the first row it is about
 * @param last number of the last row it is about
 * @param previous hash of the row before the first
 * @param head hash of the last row
 * @param at when it was made, in milliseconds since the epoch
 * @param key which key signed it, see {@link SealSigner#id}
 * @param signature Ed25519 over {@link #statement}, in base64
 */
public record Seal(
        String chain,
        long number,
        long first,
        long last,
        String previous,
        String head,
        long at,
        String key,
        String signature) {

    private static final String KIND = "serai audit seal 1";

    /** What is signed. */
    byte[] statement() {
        return write(new Encoder()).copy();
    }

    /** Everything but the signature. */
    Encoder write(Encoder encoder) {
        return encoder.text(KIND)
                .text(chain)
                .number(number)
                .number(first)
                .number(last)
                .text(previous)
                .text(head)
                .number(at)
                .text(key);
    }

    Seal signed(String value) {
        return new Seal(chain, number, first, last, previous, head, at, key, value);
    }

    /** The seal of nothing, that the first one of a chain follows. */
    static Seal beginning(String chain) {
        return new Seal(chain, 0, 0, 0, RowDigest.BEGINNING, RowDigest.BEGINNING, 0, "", "");
    }
}
