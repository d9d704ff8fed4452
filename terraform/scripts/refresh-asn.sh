#!/usr/bin/env bash
# Fetches the IP-to-AS file, and puts it into the bucket only when it is whole: an answer that is cut off, an error page or a
# file that lost most of its rows leaves the one before in its place. Runs as a Cloud Run job, or by hand:
#   ASN_URL=https://iptoasn.com/data/ip2asn-combined.tsv.gz ASN_TARGET=gs://BUCKET/ip2asn-combined.tsv.gz bash refresh-asn.sh
# ASN_MIN_ROWS (default 400000): routed ranges below which the file is refused; the full one has about 500,000.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
file=$work/ip2asn.tsv.gz

refuse() {
  echo "The IP-to-AS file of $ASN_URL is refused: $1. $ASN_TARGET stays as it was." >&2
  exit 1
}

curl --fail --silent --show-error --location --retry 5 --retry-all-errors --max-time 300 --output "$file" "$ASN_URL" ||
  refuse "it could not be fetched"
gzip --test "$file" || refuse "it is not a whole gzip file"

# start, end, AS number, country, description; rows of AS 0 are ranges nobody announces.
rows=$(gzip --decompress --stdout "$file" | awk -F '\t' 'NF == 5 && $3 ~ /^[1-9][0-9]*$/ { n++ } END { print n + 0 }')
[ "$rows" -ge "${ASN_MIN_ROWS:-400000}" ] || refuse "it has $rows routed ranges, fewer than ${ASN_MIN_ROWS:-400000}"

gcloud storage cp --quiet --content-type=application/gzip "$file" "$ASN_TARGET"
echo "$ASN_TARGET has $rows routed ranges now."
