package io.serai.api.meter;

/** What a provider is called for. */
public enum Purpose {
    /** To answer a caller. */
    CALL,
    /** To be compared with what a caller is answered: nobody sees it, nobody is billed for it. */
    SHADOW,
    /** For the gateway's own use, such as the vectors that it chooses routes by. */
    UPKEEP
}
