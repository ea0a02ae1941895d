package io.serai.gateway.admin;

import io.serai.processors.identity.Right;
import java.util.Optional;

/**
 * One thing that the API can do.
 *
 * @param id its {@code operationId} in the document
 * @param method of HTTP
 * @param path below {@code /admin/v1}, with variables in braces
 * @param right that whoever asks for it needs; empty for what everybody may who is known
 * @param action its name in the audit log; empty where it changes nothing
 */
record AdminOperation(
        String id, String method, String path, Optional<Right> right, String action, AdminHandler handler) {

    /** Something that only reads. */
    static AdminOperation read(String id, String path, Right right, AdminHandler handler) {
        return new AdminOperation(id, "GET", path, Optional.of(right), "", handler);
    }

    /** Something that changes what is kept. */
    static AdminOperation change(
            String id, String method, String path, Right right, String action, AdminHandler handler) {
        return new AdminOperation(id, method, path, Optional.of(right), action, handler);
    }
}
