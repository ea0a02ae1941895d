package io.serai.processors.limits;

/** Holds something that must not be held for ever, whatever becomes of its thread. */
interface Expiring {

    /** When its lease ends, in milliseconds since the epoch. */
    long expiresAt();

    /** Gives back what it holds; does nothing where it has ended already. */
    void expire();
}
