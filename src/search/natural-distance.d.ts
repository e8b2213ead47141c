// natural's own types cover its entry point only, which loads every classifier and stemmer; we import this one file.
declare module 'natural/lib/natural/distance/levenshtein_distance.js' {
  interface Distances {
    DamerauLevenshteinDistance(source: string, target: string, options?: { restricted?: boolean }): number;
  }
  const distances: Distances;
  export default distances;
}
