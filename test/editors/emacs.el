;;; emacs.el --- Run by Emacs in batch: tells what the editor shows of pod.yaml.  See editor.ts.  -*- lexical-binding: t -*-

(require 'eglot)
(require 'cl-lib)
(require 'json)
(require 'yaml-mode)

(defun wait-for (what ask)
  "Call ASK until it answers, and fail with WHAT after twenty seconds."
  (let ((end (+ (float-time) 20)) answer)
    (while (not (setq answer (funcall ask)))
      (when (> (float-time) end) (error "No %s" what))
      (accept-process-output nil 0.05))
    answer))

(find-file "pod.yaml")
(apply #'eglot (eglot--guess-contact))
(wait-for "server" #'eglot-current-server)

(let* ((diagnostics (wait-for "diagnostics" (lambda () (flymake-start) (flymake-diagnostics))))
       (messages (mapcar #'flymake-diagnostic-text diagnostics))
       (hover (progn
                (search-forward "image")
                (jsonrpc-request (eglot--current-server-or-lose) :textDocument/hover
                                 (eglot--TextDocumentPositionParams)))))
  ;; The preferred action is what the prompt proposes.
  (cl-letf (((symbol-function 'completing-read)
             (lambda (_prompt _table &optional _predicate _match _initial _history default &rest _) default))
            (last-nonmenu-event ?x))
    (eglot-code-actions (flymake-diagnostic-beg (car diagnostics)) (flymake-diagnostic-end (car diagnostics))
                        "quickfix" t))
  (let ((fixed (buffer-string)))
    (goto-char (point-max))
    (insert "      ")
    (let* ((table (nth 2 (eglot-completion-at-point)))
           (labels (all-completions "" table)))
      (with-temp-file (getenv "PODWRIGHT_RESULT")
        (insert (json-encode
                 `((diagnostics . ,(vconcat messages))
                   (hover . ,(plist-get (plist-get hover :contents) :value))
                   (fixed . ,fixed)
                   (completion . ,(vconcat (mapcar #'substring-no-properties labels))))))))))
(kill-emacs 0)
