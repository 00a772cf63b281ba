;;; podwright.el --- Kubernetes Pods in Emacs, by Eglot  -*- lexical-binding: t -*-

;; Load this file from your init file.  It needs Emacs 28 with eglot from GNU ELPA, or Emacs 29, and yaml-mode;
;; `npm install --global podwright' brings the server.

(require 'eglot)

(add-to-list 'eglot-server-programs
             '((yaml-mode yaml-ts-mode) . ("podwright-language-server" "--stdio")))

(add-hook 'yaml-mode-hook #'eglot-ensure)
(add-hook 'yaml-ts-mode-hook #'eglot-ensure)

;; Settings go into a project's .dir-locals.el:
;;   ((nil . ((eglot-workspace-configuration . ((:podwright . (:kubernetesVersion "1.34")))))))

(provide 'podwright)
;;; podwright.el ends here
