#!/bin/sh
kubectl apply -f - <<MANIFEST
apiVersion: v1
kind: Pod
metadata:
  name: shop
spec:
  containers:
    - name: shop
      image: caddy:2.10
      imagePullPolcy: Always
MANIFEST
