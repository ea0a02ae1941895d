package io.serai.processors.identity;

/** Makes, in an empty store, the platform's own tenant and the key of its first administrator. */
public interface Founding {

    /**
     * Makes tenant, user and key, all or nothing, where there is no key of a platform administrator. Of several nodes that begin at once, one
     * succeeds.
     *
     * @param key that the administrator will show: roles {@link io.serai.api.caller.Role#PLATFORM_ADMIN}, no end, from everywhere
     * @param hint what may be kept and shown of it
     * @return whether this call has made them; else the key is worth nothing
     */
    boolean found(KeyHash key, String hint);
}
